#include "engine/scenario/tree_builder.hpp"

#include "engine/base/text.hpp"
#include "engine/scenario/plain_text.hpp"
#include "engine/scenario/yaml.hpp"

#include <algorithm>
#include <utility>

namespace tianji {

namespace {

bool ends_word(char c) { return std::string_view(" \t\n,]}").find(c) != std::string_view::npos; }

// The word for "nothing" that stands here; empty if nothing does, and the text is that of whatever comes next.
std::string_view written_null(std::string_view text)
{
    for (std::string_view word : {"~", "null", "Null", "NULL"}) {
        bool const ends = text.size() == word.size() || (text.size() > word.size() && ends_word(text[word.size()]));
        if (text.starts_with(word) && ends) return word;
    }
    return {};
}

// Where a plain text ends: in `value` its line breaks have become blanks.
std::size_t end_of_plain(std::string_view text, std::size_t offset, std::string_view value)
{
    auto const is_blank = [](char c) { return c == ' ' || c == '\n'; };
    for (char const c : value) {
        if (is_blank(c)) continue;
        while (offset < text.size() && is_blank(text[offset])) ++offset;
        ++offset;
    }
    return std::min(offset, text.size());
}

Problem open_quote(Location where, char quote)
{
    return {std::move(where), std::string("the quote ") + quote + " is not closed on its line",
            "longer text starts with | after its key", ""};
}

} // namespace

std::string_view TreeBuilder::text_at(std::size_t offset) const
{
    return std::string_view(source_.text()).substr(std::min(offset, source_.text().size()));
}

void TreeBuilder::note(Location where, std::string problem, std::string why, std::string suggestion)
{
    problems_.push_back({std::move(where), std::move(problem), std::move(why), std::move(suggestion)});
}

void TreeBuilder::begin_document(std::size_t offset)
{
    if (!std::exchange(started_, true)) return;
    bool const marked = text_at(offset).starts_with("---");
    throw InvalidInput(problem_at(source_.locate(offset),
                                  marked ? "a second document" : "something after the end of the document",
                                  "a file holds one document"));
}

void TreeBuilder::check_properties(std::size_t offset, Properties found)
{
    bool const tagged =
        (!found.tag.empty() && found.tag != "?" && found.tag != "!") || text_at(offset).starts_with('!');
    if (tagged) note(source_.locate(offset), "a tag", "tags (!) are not read; text with ! needs quotes");
    if (found.anchored) note(source_.locate(offset), "an anchor", "anchors (&) are not read; text with & needs quotes");
}

void TreeBuilder::check_quotes(std::size_t offset)
{
    std::string_view const text = text_at(offset);
    if (text.empty() || (text[0] != '\'' && text[0] != '"')) return;
    if (!quoted_length(text)) throw InvalidInput(open_quote(source_.locate(offset), text[0]));
}

void TreeBuilder::add_null(std::size_t offset, Properties found)
{
    check_properties(offset, found);
    Node node;
    node.where = source_.locate(offset);
    node.text = written_null(text_at(offset));
    add(std::move(node));
}

void TreeBuilder::add_alias(std::size_t offset)
{
    Node node;
    node.where = source_.locate(offset);
    note(node.where, "an alias", "aliases (*) are not read; text with * needs quotes");
    add(std::move(node));
}

void TreeBuilder::add_scalar(std::size_t offset, Properties found, std::string const& value)
{
    check_properties(offset, found);
    check_quotes(offset);
    Node node;
    node.kind = Node::Kind::scalar;
    node.quoted = found.tag == "!";
    node.text = value;
    node.where = source_.locate(offset);
    bool const bad_escape = value.find('\0') != value.npos || first_invalid_utf8(value);
    if (bad_escape) note(node.where, "an escape that stands for no character", "NUL and halves of pairs are not read");
    last_ = offset;
    if (!node.quoted && !found.anchored && !text_at(offset).starts_with('!')) check_plain(offset, value);
    add(std::move(node));
}

void TreeBuilder::check_plain(std::size_t offset, std::string const& value)
{
    Stretch const whole{offset, end_of_plain(source_.text(), offset, value), in_brackets()};
    bool const one_line = text_at(offset).starts_with(value);
    auto const misread = one_line ? invisible_character(source_, whole) : tianji::misread_character(source_, whole);
    if (misread) problems_.push_back(*misread);
    if (misread && !misread_) misread_ = misread;
    if (!misread && !one_line)
        note(source_.locate(offset), "text without quotes that goes over several lines",
             "is a ':' or a '-' missing, or quotes?");
}

bool TreeBuilder::in_brackets() const
{
    return !open_.empty() &&
           (text_at(open_.back().offset).starts_with('[') || text_at(open_.back().offset).starts_with('{'));
}

void TreeBuilder::open(Node::Kind kind, std::size_t offset, Properties found)
{
    check_properties(offset, found);
    Open opened;
    opened.node.kind = kind;
    opened.offset = offset;
    opened.node.where = source_.locate(opened.offset);
    if (open_.size() == deepest_nesting)
        throw InvalidInput(problem_at(opened.node.where,
                                      "nested more than " + std::to_string(deepest_nesting) + " levels deep",
                                      "no scenario needs that"));
    open_.push_back(std::move(opened));
}

void TreeBuilder::close()
{
    Node node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
}

// Of the scalar that was read last.
bool TreeBuilder::note_decimal_comma(bool is_key)
{
    if (!in_brackets()) return false;
    auto const found = decimal_comma(source_, last_, is_key);
    if (found) problems_.push_back(*found);
    return found.has_value();
}

void TreeBuilder::take_key(Node const& node)
{
    Open& map = open_.back();
    map.has_key = true;
    map.key = node.text;
    map.key_where = node.where;
    if (node.kind == Node::Kind::scalar && note_decimal_comma(true)) return;
    if (node.kind != Node::Kind::scalar || node.text.empty()) {
        note(node.where, "a key that is no word", "a key is a word, followed by ': '");
        map.key.clear();
    } else if (node.text == "<<") {
        note(node.where, "the key '<<'", "merge keys are not read");
    } else if (auto const [first, is_new] = map.keys.try_emplace(node.text, node.where); !is_new) {
        note(node.where, "the key '" + node.text + "' stands here a second time",
             "first in line " + std::to_string(first->second.line));
    }
}

void TreeBuilder::add(Node node)
{
    if (++nodes_ > most_nodes)
        throw InvalidInput(
            {node.where, "more than " + std::to_string(most_nodes) + " values", "tables belong in CSV files", ""});
    if (open_.empty()) {
        root_ = std::move(node);
        return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::map && !parent.has_key) {
        take_key(node);
        return;
    }
    if (parent.node.kind == Node::Kind::list && node.kind == Node::Kind::scalar) note_decimal_comma(false);
    if (std::exchange(parent.has_key, false)) {
        node.key = parent.key;
        node.key_where = parent.key_where;
    }
    parent.node.children.push_back(std::move(node));
}

std::optional<Problem> TreeBuilder::unterminated_quote(std::size_t failed) const
{
    std::string_view const text = source_.text();
    for (std::size_t at = last_; at < std::min(failed, text.size()); ++at) {
        if (text[at] == '#' && at > 0 && text[at - 1] == ' ') at = std::min(text.find('\n', at), text.size());
        if (at == text.size() || (text[at] != '\'' && text[at] != '"') || !may_start_value(text, at)) continue;
        auto const length = quoted_length(text.substr(at));
        if (!length) return open_quote(source_.locate(at), text[at]);
        at += *length - 1;
    }
    return std::nullopt;
}

std::optional<Problem> TreeBuilder::misread_character(std::size_t failed) const
{
    if (misread_) return misread_;
    std::size_t const end_of_line = source_.text().find('\n', failed);
    return tianji::misread_character(source_, {last_, end_of_line, in_brackets()});
}

Problem TreeBuilder::unclosed_bracket(Location const& noticed) const
{
    for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
        char const bracket = text_at(open->offset).empty() ? ' ' : text_at(open->offset)[0];
        if (bracket != '[' && bracket != '{') continue;
        return {open->node.where, std::string("the '") + bracket + "' is not closed",
                "a ',' or the closing bracket was expected in line " + std::to_string(noticed.line), ""};
    }
    return {noticed, "a bracket is not closed", "", ""};
}

Node TreeBuilder::finish() &&
{
    if (!problems_.empty()) throw InvalidInput(std::move(problems_));
    if (!root_ || root_->kind == Node::Kind::null)
        throw InvalidInput(problem_at({source_.file(), 0, 0}, "is empty", "it holds no value"));
    return std::move(*root_);
}

} // namespace tianji
