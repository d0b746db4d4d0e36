// Turns the parser's events into our tree and refuses everything our part of YAML does not have.
// Included only by .cpp files of this folder: it needs yaml-cpp.
#pragma once

#include "engine/scenario/node.hpp"
#include "engine/scenario/source.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tianji {

class TreeBuilder : public YAML::EventHandler {
public:
    explicit TreeBuilder(Source const& source) : source_(source) {}

    // The whole tree. Throws InvalidInput with all problems found on the way.
    Node finish() &&;

    // After a failure of the parser at a byte: the quote that opened before it and does not close, if any.
    std::optional<Problem> unterminated_quote(std::size_t failed) const;
    // The '[' or '{' that was still open; `noticed` is where the parser gave up.
    Problem unclosed_bracket(Location const& noticed) const;

    void OnDocumentStart(YAML::Mark const& mark) override;
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override;
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override;
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override;
    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

private:
    struct Open {
        Node node;
        std::size_t offset = 0;               // [byte]
        std::map<std::string, Location> keys; // of a map: where each stood
        bool has_key = false;                 // the next event is the value of `key`
        std::string key;
        Location key_where;
    };

    void open(Node::Kind kind, YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor);
    void close();
    void add(Node node);
    void take_key(Node const& node);
    void check_property(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor);
    void check_quotes(std::size_t offset);
    void note(Location where, std::string problem, std::string why, std::string suggestion = {});
    std::string_view text_at(std::size_t offset) const;

    Source const& source_;
    std::vector<Open> open_;
    std::optional<Node> root_;
    std::vector<Problem> problems_;
    std::size_t nodes_ = 0;
    std::size_t last_ = 0; // [byte] where the last value stood
    bool started_ = false;
};

} // namespace tianji
