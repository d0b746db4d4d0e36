// Fills declared objects from the user's YAML and collects everything that is wrong with it.
#pragma once

#include "engine/base/message.hpp"
#include "engine/base/parameters.hpp"
#include "engine/scenario/header.hpp"
#include "engine/scenario/node.hpp"
#include "engine/scenario/reference.hpp"
#include "engine/scenario/scalar.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tianji {

// A file the scenario reads.
struct InputFile {
    std::string written; // as in the YAML
    std::filesystem::path path;
    std::string sha256;
};

// Use: Binder binder(root, folder); binder.visit(object); binder.finish(). Presets are laid below the user's keys in
// `root` itself, which afterwards holds every value that was not a default, with its origin.
class Binder : public Parameters {
public:
    // `folder`: what file names are relative to; `calendar`: that of dates that stand for ticks. `root`, which must be
    // a map, outlives the binder.
    Binder(Node& root, std::filesystem::path folder, CalendarSettings calendar = {});

    // Throws InvalidInput with all problems of all objects visited, in the order of the file; those of presets and
    // overrides come last.
    void finish();

    // Where a key may stand whose place is not where the user wrote it; asked only when one is unknown.
    void look_elsewhere(std::function<std::vector<ParameterEntry>()> all) { all_parameters_ = std::move(all); }

    // A problem found elsewhere, to be told together with the others.
    void add(Problem problem) { problems_.push_back(std::move(problem)); }

    std::vector<InputFile> const& inputs() const { return inputs_; }

    void number(double& value, Field field, Range allowed) override;
    void integer(std::int64_t& value, Field field, Range allowed) override;
    void moment(std::int64_t& tick, Field field, Range allowed, Moment what) override;
    void flag(bool& value, Field field) override;
    void text(std::string& value, Field field) override;
    void money(Money& value, Field field, Range allowed_millions) override;
    void date(std::chrono::sys_days& value, Field field) override;
    void file(std::filesystem::path& value, Field field) override;
    void numbers(std::vector<double>& value, Field field, Range allowed) override;
    void texts(std::vector<std::string>& value, Field field) override;
    bool is_given(std::string_view name) const override;
    void left_to_others(Field field, Unread) override { child(field); }
    void preset(std::string& name, Field field, std::span<Preset const> catalogue) override;
    void refuse(std::string_view path, std::string const& problem, std::string const& why,
                std::string const& suggestion = {}) override;
    void refuse_unknown(std::string_view path, std::string_view kind, std::string_view value,
                        std::span<std::string const> candidates) override;

protected:
    bool is_reading() const override { return true; }
    bool declared() override;
    Way way_of(Field field, Written brief) const override;
    std::size_t choose(std::size_t current, Field field, std::span<ChoiceName const> names) override;
    void choose_several(std::vector<std::size_t>& current, Field field, std::span<ChoiceName const> names) override;
    bool enter(Field field) override;
    bool present(Field field, bool current) override;
    std::optional<std::size_t> enter_list(Field field, std::size_t current) override;
    bool enter_item(std::size_t index) override;
    std::optional<std::vector<std::string>> enter_table(Field field, std::span<std::string const> current) override;
    bool enter_named(std::string_view name) override;
    bool enter_unread(Field field, std::size_t fewest) override;
    void leave() override { frames_.pop_back(); }

private:
    // Where the visitor stands: a group, list, table or item, whether the document has it or not.
    struct Frame {
        std::string name;
        Node* node = nullptr; // null: everything in it keeps its default
        std::vector<std::string> keys = {};
        std::size_t flaws_before = 0;
    };

    void push(std::string_view name, Node* node) { frames_.push_back({std::string(name), node, {}, flaws_}); }
    Node* child(Field field); // null if not there; a required one is then noted as missing
    Node* child_of(Field field, Node::Kind kind, std::string_view expected); // null if not there or of another kind
    bool is_map(Node const& node, std::string_view name);
    template <class T, class Read>
    bool bind(T& value, Field field, std::string_view expected, Read read);
    template <class T>
    bool take(T& value, Node const& node, Field field, Reading<T> reading);
    void check_range(double value, Node const& node, Field field, Range const& allowed, std::string_view scale = {});
    std::size_t chosen(Node const& node, Field field, std::span<ChoiceName const> names, std::size_t otherwise);
    void take_file(std::filesystem::path& value, Node const* node);

    void note(Location where, std::string problem, std::string why, std::string suggestion = {});
    void note_wrong_kind(Node const& node, std::string_view name, std::string_view expected);
    void note_unknown(Node const& node, std::string problem, std::string_view word, std::span<std::string const> known,
                      std::string_view known_are);
    void note_unknown_key(Node const& node, std::span<std::string const> known);
    void note_unknown_preset(Node const& node, std::string const& word, std::span<Preset const> catalogue);
    // Why a text is not what it looks like.
    static void add_look_alike(std::string& why, std::string_view text);
    std::string path_to(std::string_view name) const;
    Node& own_node();                    // of the frame, made if the document does not have it
    Node const& nearest_by_user() const; // the innermost enclosing node that the user wrote
    Node const* find_by_user(std::string_view path, std::string& why) const;

    Node& root_;
    std::filesystem::path folder_;
    CalendarSettings calendar_;
    std::function<std::vector<ParameterEntry>()> all_parameters_;
    std::vector<Frame> frames_;
    std::vector<Problem> problems_;
    std::vector<InputFile> inputs_;
    std::size_t flaws_ = 0; // problems of form, after which an object is not validated
};

} // namespace tianji
