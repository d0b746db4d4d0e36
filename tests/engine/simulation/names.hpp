// Matches a message that contains all of the given words. (Catch's own combined matchers refer to temporaries.)
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tianji::sample {

class Names : public Catch::MatcherBase<std::string> {
public:
    template <class... Words>
    explicit Names(Words... words) : words_{words...}
    {
    }
    bool match(std::string const& message) const override
    {
        return std::ranges::all_of(words_, [&](std::string const& word) { return message.find(word) != message.npos; });
    }
    std::string describe() const override
    {
        std::string text = "names";
        for (std::string const& word : words_) text += ' ' + word;
        return text;
    }

private:
    std::vector<std::string> words_;
};

} // namespace tianji::sample
