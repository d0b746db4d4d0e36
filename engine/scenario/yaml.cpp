#include "engine/scenario/yaml.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/source.hpp"
#include "engine/scenario/tree_builder.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

namespace tianji {

namespace {

std::size_t offset_of(YAML::Mark const& mark) { return static_cast<std::size_t>(std::max(0, mark.pos)); }

Properties properties(std::string const& tag, YAML::anchor_t anchor) { return {tag, anchor != 0}; }

// Hands the parser's events to the tree.
class Events : public YAML::EventHandler {
public:
    explicit Events(TreeBuilder& tree) : tree_(tree) {}

    void OnDocumentStart(YAML::Mark const& mark) override { tree_.begin_document(offset_of(mark)); }
    void OnDocumentEnd() override {}
    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override
    {
        tree_.add_null(offset_of(mark), {"?", anchor != 0});
    }
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t) override { tree_.add_alias(offset_of(mark)); }
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override
    {
        tree_.add_scalar(offset_of(mark), properties(tag, anchor), value);
    }
    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override
    {
        tree_.open(Node::Kind::list, offset_of(mark), properties(tag, anchor));
    }
    void OnSequenceEnd() override { tree_.close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override
    {
        tree_.open(Node::Kind::map, offset_of(mark), properties(tag, anchor));
    }
    void OnMapEnd() override { tree_.close(); }

private:
    TreeBuilder& tree_;
};

struct Translation {
    std::string_view theirs; // how the parser's message begins
    std::string_view problem;
    std::string_view why;
};

constexpr std::array translations{
    Translation{"illegal map value", "a ':' where no key can have a value",
                "a key starts a line of its own, in line with its siblings; text with ': ' needs quotes"},
    Translation{"illegal block entry", "a '-' where no list can start", "a list starts on the line after its key"},
    Translation{"illegal map key", "a key where none can stand", ""},
    Translation{"illegal flow end", "a closing bracket that closes nothing", "each [ and { is closed by its own kind"},
    Translation{"unknown token", "a character that cannot start a value", "text that begins with it needs quotes"},
    Translation{"end of map not found", "something after a value that is complete", "one key and its value to a line"},
    Translation{"end of sequence not found", "something after an item that is complete", "one item to a line"},
    Translation{"the referenced anchor is not defined", "an alias",
                "aliases (*) are not read; text with * needs quotes"},
};

InvalidInput translated(YAML::ParserException const& exception, Source const& source, TreeBuilder const& tree)
{
    auto const offset = offset_of(exception.mark);
    if (auto const quote = tree.unterminated_quote(offset)) return InvalidInput(*quote);
    if (auto const sign = tree.misread_character(offset)) return InvalidInput(*sign);
    std::string_view const theirs = exception.msg;
    if (theirs.starts_with("end of sequence flow") || theirs.starts_with("end of map flow"))
        return InvalidInput(tree.unclosed_bracket(source.locate(offset)));
    Problem problem = problem_at(source.locate(offset), exception.msg, "this is not YAML");
    for (Translation const& one : translations)
        if (theirs.starts_with(one.theirs))
            problem = problem_at(problem.where, std::string(one.problem), std::string(one.why));
    return InvalidInput(problem);
}

} // namespace

Node parse_yaml(std::string_view text, std::string file)
{
    Source const source(text, std::move(file));
    TreeBuilder tree(source);
    Events events(tree);
    std::istringstream stream(source.text());
    try {
        YAML::Parser parser(stream);
        // Asking once more finds a second document or rubbish, which the builder refuses; asking until the end may
        // never end.
        if (parser.HandleNextDocument(events)) parser.HandleNextDocument(events);
    } catch (YAML::ParserException const& exception) {
        throw translated(exception, source, tree);
    }
    return std::move(tree).finish();
}

std::string read_text(std::filesystem::path const& path)
{
    std::string const name = path.string();
    auto refuse = [&](std::string problem, std::string why) {
        throw InvalidInput(problem_at({name, 0, 0}, std::move(problem), std::move(why)));
    };
    std::error_code error;
    auto const status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) refuse("does not exist", "");
    if (std::filesystem::is_directory(status)) refuse("is a folder", "a file is wanted");
    if (!std::filesystem::is_regular_file(status)) refuse("is no ordinary file", "");
    auto const size = std::filesystem::file_size(path, error);
    if (!error && size > largest_source)
        refuse("is " + std::to_string(size) + " bytes long",
               "at most " + std::to_string(largest_source) + " are read; tables belong in CSV files");
    std::ifstream file(path, std::ios::binary);
    std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file) refuse("cannot be read", error ? error.message() : "is it yours to read?");
    return bytes;
}

Node read_yaml(std::filesystem::path const& path) { return parse_yaml(read_text(path), path.string()); }

} // namespace tianji
