#include "engine/graph/xml.hpp"

#include <exception>
#include <expat.h>
#include <fstream>
#include <memory>
#include <new>
#include <string>

namespace tianji {

namespace {

constexpr char separator = ' '; // between a namespace and a name

// What the parser's callbacks, which are C and must not throw, share.
struct Session {
    XML_Parser parser;
    std::string file;
    XmlListener& listener;
    ProblemList& problems;
    std::string root_namespace = {};
    bool has_root = false;
    std::exception_ptr thrown = {};

    Location where() const
    {
        return {file, static_cast<int>(XML_GetCurrentLineNumber(parser)),
                static_cast<int>(XML_GetCurrentColumnNumber(parser)) + 1};
    }

    template <class Action>
    void guarded(Action action)
    {
        try {
            if (!thrown) action();
        } catch (...) {
            thrown = std::current_exception();
        }
        if (thrown || problems.full()) XML_StopParser(parser, XML_FALSE);
    }

    void start(std::string_view whole, char const* const* attributes)
    {
        std::size_t const at = whole.rfind(separator);
        std::string_view const space = at == whole.npos ? "" : whole.substr(0, at);
        if (!has_root) root_namespace = space;
        has_root = true;
        std::string_view const name = space == root_namespace ? whole.substr(at + 1) : ""; // npos + 1 is 0
        listener.start(name, XmlAttributes(attributes), where());
    }
};

void on_start(void* data, XML_Char const* name, XML_Char const** attributes)
{
    auto& session = *static_cast<Session*>(data);
    session.guarded([&] { session.start(name, attributes); });
}

void on_end(void* data, XML_Char const*)
{
    auto& session = *static_cast<Session*>(data);
    session.guarded([&] { session.listener.end(); });
}

void on_text(void* data, XML_Char const* text, int length)
{
    auto& session = *static_cast<Session*>(data);
    session.guarded([&] { session.listener.text({text, static_cast<std::size_t>(length)}); });
}

struct Freed {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

void parse(std::ifstream& stream, Session& session)
{
    constexpr int piece = 1 << 16; // [byte]
    for (bool is_last = false; !is_last;) {
        void* const buffer = XML_GetBuffer(session.parser, piece);
        if (!buffer) throw std::bad_alloc();
        stream.read(static_cast<char*>(buffer), piece);
        is_last = !stream;
        auto const status = XML_ParseBuffer(session.parser, static_cast<int>(stream.gcount()), is_last);
        if (session.thrown) std::rethrow_exception(session.thrown);
        if (status == XML_STATUS_OK) continue;
        if (!session.problems.full())
            session.problems.add(session.where(), "is not sound XML",
                                 XML_ErrorString(XML_GetErrorCode(session.parser)));
        return;
    }
}

} // namespace

std::optional<std::string_view> XmlAttributes::find(std::string_view name) const
{
    for (auto const* pair = pairs_; *pair; pair += 2)
        if (name == *pair) return pair[1];
    return std::nullopt;
}

void read_xml(std::filesystem::path const& path, XmlListener& listener, ProblemList& problems)
{
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return problems.add({path.string()}, "cannot be read", "is there such a file, and may you read it");
    std::unique_ptr<XML_ParserStruct, Freed> const parser(XML_ParserCreateNS(nullptr, separator));
    if (!parser) throw std::bad_alloc();
    Session session{parser.get(), path.string(), listener, problems};
    XML_SetUserData(parser.get(), &session);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    parse(stream, session);
}

} // namespace tianji
