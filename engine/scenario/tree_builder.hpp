// Turns the parser's events into our tree and refuses everything our part of YAML does not have.
// Offsets are those of the source's bytes.
#pragma once

#include "engine/scenario/node.hpp"
#include "engine/scenario/source.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tianji {

// What the parser found before a value: "?" and "!" are its own tags for plain and quoted scalars.
struct Properties {
    std::string_view tag = "?";
    bool anchored = false;
};

class TreeBuilder {
public:
    explicit TreeBuilder(Source const& source) : source_(source) {}

    // The whole tree. Throws InvalidInput with all problems found on the way.
    Node finish() &&;

    // After a failure of the parser at a byte: the quote that opened before it and does not close, if any.
    std::optional<Problem> unterminated_quote(std::size_t failed) const;
    // After a failure of the parser at a byte: the character on the way there that only looks like one of YAML's.
    std::optional<Problem> misread_character(std::size_t failed) const;
    // The '[' or '{' that was still open; `noticed` is where the parser gave up.
    Problem unclosed_bracket(Location const& noticed) const;

    void begin_document(std::size_t offset);
    void add_null(std::size_t offset, Properties found);
    void add_alias(std::size_t offset);
    void add_scalar(std::size_t offset, Properties found, std::string const& value);
    void open(Node::Kind kind, std::size_t offset, Properties found);
    void close();

private:
    struct Open {
        Node node;
        std::size_t offset = 0;               // [byte]
        std::map<std::string, Location> keys; // of a map: where each stood
        bool has_key = false;                 // the next event is the value of `key`
        std::string key;
        Location key_where;
    };

    void add(Node node);
    void take_key(Node const& node);
    bool note_decimal_comma(bool is_key);
    void check_properties(std::size_t offset, Properties found);
    void check_quotes(std::size_t offset);
    void check_plain(std::size_t offset, std::string const& value);
    bool in_brackets() const;
    void note(Location where, std::string problem, std::string why, std::string suggestion = {});
    std::string_view text_at(std::size_t offset) const;

    Source const& source_;
    std::vector<Open> open_;
    std::optional<Node> root_;
    std::vector<Problem> problems_;
    std::optional<Problem> misread_; // the first of problems_ about a character that looks like another
    std::size_t nodes_ = 0;
    std::size_t last_ = 0; // [byte] where the last value stood
    bool started_ = false;
};

} // namespace tianji
