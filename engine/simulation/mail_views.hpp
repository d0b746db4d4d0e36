// Mail: sending messages, and reading those that came.
#pragma once

#include "engine/simulation/buffered.hpp"
#include "engine/simulation/self.hpp"
#include "engine/simulation/wiring.hpp"

#include <memory>
#include <span>
#include <vector>

namespace tianji {

namespace detail {

template <class M>
class MailChannel : public Buffered<Envelope<M>> {
public:
    explicit MailChannel(Mailbox<M>& mailbox) : Buffered<Envelope<M>>(ChannelOrder::mail), mailbox_(&mailbox) {}
    void apply(Step&) override
    {
        Population const& receivers = *mailbox_->receiver;
        std::vector<Envelope<M>>& mail = this->gathered();
        for (Envelope<M> const& envelope : mail)
            expects(receivers.is_alive(envelope.receiver), "mail goes to the living");
        mailbox_->deliver(mail, receivers.size());
        this->release();
    }

private:
    Mailbox<M>* mailbox_;
};

} // namespace detail

// Sends messages of type M.
template <class M>
class Post {
public:
    using IsView = void;
    explicit Post(Wiring& wiring)
    {
        Mailbox<M>& mailbox = wiring.world.mailbox<M>();
        mailbox.sender = wiring.process.name;
        auto owned = std::make_unique<detail::MailChannel<M>>(mailbox);
        channel_ = owned.get();
        wiring.process.channels.push_back(std::move(owned));
    }
    template <class P>
    void send(Self<P> self, Row<typename M::Receiver> to, M const& message) const
    {
        channel_->push(self.block(), {self.index(), to.index, message});
    }

private:
    detail::MailChannel<M>* channel_;
};

// Reads the messages of type M; they are cleared when this process has run.
template <class M>
class Inbox {
public:
    using IsView = void;
    explicit Inbox(Wiring& wiring) : mailbox_(&wiring.world.mailbox<M>())
    {
        expects(mailbox_->reader.empty(), "the message '" + mailbox_->name + "' has one reader: '" +
                                              wiring.process.name + "' asks for it, '" + mailbox_->reader +
                                              "' reads it already");
        mailbox_->reader = wiring.process.name;
        wiring.process.reads_mail.push_back(mailbox_);
    }
    std::span<M const> messages(Self<typename M::Receiver> self) const { return mailbox_->of(self.index()); }

private:
    Mailbox<M>* mailbox_;
};

} // namespace tianji
