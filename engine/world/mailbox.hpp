// Messages between agents: typed, with one declared reader, delivered when the sender's process ends.
#pragma once

#include "engine/world/ids.hpp"
#include "engine/world/state.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tianji {

class Population;

// A message of type M on its way: who sent it, who gets it.
template <class M>
struct Envelope {
    std::uint32_t sender;
    std::uint32_t receiver;
    M message;
};

class MailboxBase {
public:
    explicit MailboxBase(std::string_view name) : name(name) {}
    virtual ~MailboxBase() = default;
    MailboxBase(MailboxBase const&) = delete;
    MailboxBase& operator=(MailboxBase const&) = delete;

    std::string const name;
    Population const* receiver = nullptr;
    // Known after the schedule is built: a message without a reader, or with two, is refused.
    std::string sender, reader;

    virtual std::size_t size() const = 0;
    virtual void clear() = 0;
    // Takes the mail of one who died; returns how many messages were lost.
    virtual std::size_t discard(std::uint32_t receiver) = 0;
    // For the digest: the messages in the order of their receivers, and whose they are; the same for the same mail,
    // however many receivers there were when it came.
    virtual std::span<std::byte const> bytes() const = 0;
    virtual std::span<std::byte const> index_bytes() const = 0;
    // Names the mail that waits.
    virtual void visit(StateVisitor& visitor) = 0;
};

// M: trivially copyable, with `using Receiver = …;` and `static constexpr std::string_view name`. A message with
// floating-point members, whose padding the compiler cannot see, says `static constexpr bool has_no_padding = true`.
// Unread mail is kept, across the tick if the reader comes before the sender, then cleared when the reader has run.
template <class M>
concept Message = std::is_trivially_copyable_v<M> &&(std::has_unique_object_representations_v<M> || M::has_no_padding);

template <class M>
class Mailbox : public MailboxBase {
    static_assert(Message<M>, "a message is plain bytes without padding, so that the digest is defined");

public:
    Mailbox() : MailboxBase(M::name) {}

    std::span<M const> of(std::uint32_t receiver) const
    {
        if (receiver + 1 >= offsets_.size()) return {};
        return {messages_.data() + offsets_[receiver], offsets_[receiver + 1] - offsets_[receiver]};
    }

    // Adds mail given in the order of its sending, sorted by (receiver, sender, sequence); what lies there already
    // stays before it.
    void deliver(std::vector<Envelope<M>>& mail, std::uint32_t receivers)
    {
        if (mail.empty()) return;
        if (!std::ranges::is_sorted(mail, {}, &Envelope<M>::sender))
            std::ranges::stable_sort(mail, {}, &Envelope<M>::sender);
        std::vector<std::uint32_t> offsets(receivers + 1, 0);
        for (std::uint32_t r = 0; r < receivers; ++r) offsets[r + 1] = static_cast<std::uint32_t>(of(r).size());
        for (Envelope<M> const& envelope : mail) ++offsets[envelope.receiver + 1];
        for (std::uint32_t r = 0; r < receivers; ++r) offsets[r + 1] += offsets[r];
        std::vector<M> sorted(offsets.back());
        std::vector<std::uint32_t> next(offsets.begin(), offsets.end() - 1);
        for (std::uint32_t r = 0; r < receivers; ++r)
            for (M const& message : of(r)) sorted[next[r]++] = message;
        for (Envelope<M> const& envelope : mail) sorted[next[envelope.receiver]++] = envelope.message;
        messages_.swap(sorted);
        offsets_.swap(offsets);
    }

    std::size_t size() const override { return messages_.size(); }
    void clear() override
    {
        messages_.clear();
        offsets_.clear();
    }
    std::size_t discard(std::uint32_t receiver) override
    {
        std::size_t const lost = of(receiver).size();
        if (lost == 0) return 0;
        messages_.erase(messages_.begin() + offsets_[receiver], messages_.begin() + offsets_[receiver + 1]);
        for (std::size_t r = receiver + 1; r < offsets_.size(); ++r) offsets_[r] -= static_cast<std::uint32_t>(lost);
        return lost;
    }
    std::span<std::byte const> bytes() const override { return std::as_bytes(std::span(messages_)); }
    std::span<std::byte const> index_bytes() const override
    {
        auto const end = std::ranges::lower_bound(offsets_, static_cast<std::uint32_t>(messages_.size()));
        return std::as_bytes(std::span(offsets_.begin(), end));
    }

    void visit(StateVisitor& visitor) override
    {
        visitor.array("mail/" + name + "/messages", messages_);
        visitor.array("mail/" + name + "/first_of_receiver", offsets_);
    }

private:
    std::vector<M> messages_;
    std::vector<std::uint32_t> offsets_; // of each receiver's first message
};

} // namespace tianji
