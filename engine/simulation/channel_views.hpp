// All views through which a body affects somebody else, and the log.
#pragma once

#include "engine/simulation/life_views.hpp"
#include "engine/simulation/log_views.hpp"
#include "engine/simulation/mail_views.hpp"
#include "engine/simulation/money_views.hpp"
#include "engine/simulation/network_views.hpp"
