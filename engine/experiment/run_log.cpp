#include "engine/experiment/run_log.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/problem_list.hpp"
#include "engine/base/sha256.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tianji {

namespace {

constexpr std::string_view first_line = "tianji runs 1\n";
constexpr std::uint32_t run_record = 1, layout_record = 2;
constexpr std::size_t seal_length = 16; // [hexadecimal digit] of the SHA-256 of kind, size and body

// kind, size of the body, body, seal.
struct Head {
    std::uint32_t kind = 0;
    std::uint32_t size = 0; // [byte]
};

std::string seal_of(Head const& head, std::string_view body)
{
    std::string sealed(sizeof head, '\0');
    std::memcpy(sealed.data(), &head, sizeof head);
    return sha256(sealed.append(body)).substr(0, seal_length);
}

// Numbers and texts one after the other, as they lie in memory.
class Packer {
public:
    template <class T>
    requires std::is_trivially_copyable_v<T>
    void put(T const& value) { bytes.append(reinterpret_cast<char const*>(&value), sizeof value); }
    void put(std::string const& text)
    {
        put(static_cast<std::uint32_t>(text.size()));
        bytes += text;
    }
    std::string bytes;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    template <class T>
    requires std::is_trivially_copyable_v<T>
    void take(T& value) { std::memcpy(&value, next(sizeof value), sizeof value); }
    void take(std::string& text)
    {
        std::uint32_t size = 0;
        take(size);
        text.assign(next(size), size);
    }
    template <class T>
    void take(std::vector<T>& values, std::size_t count)
    {
        char const* const from = next(count * sizeof(T));
        values.resize(count);
        if (count > 0) std::memcpy(values.data(), from, count * sizeof(T));
    }

private:
    char const* next(std::size_t size)
    {
        ensures(size <= bytes_.size(), "a sealed record is as long as it says");
        char const* const place = bytes_.data();
        bytes_.remove_prefix(size);
        return place;
    }
    std::string_view bytes_;
};

std::string pack(RunRecord const& record)
{
    Packer p;
    p.put(record.id);
    p.put(record.status);
    p.put(record.seed);
    p.put(record.digest);
    p.put(record.seconds);
    p.put(record.ticks);
    p.put(record.words);
    p.put(static_cast<std::uint64_t>(record.values.size()));
    p.bytes.append(reinterpret_cast<char const*>(record.values.data()), record.values.size() * sizeof(double));
    return std::move(p.bytes);
}

enum class Take { head, all };

RunRecord unpack_run(std::string_view body, Take what)
{
    RunRecord record;
    Unpacker u(body);
    u.take(record.id);
    u.take(record.status);
    u.take(record.seed);
    u.take(record.digest);
    u.take(record.seconds);
    u.take(record.ticks);
    u.take(record.words);
    std::uint64_t count = 0;
    u.take(count);
    if (what == Take::all) u.take(record.values, count);
    return record;
}

std::string pack(MeasureLayout const& layout)
{
    Packer p;
    p.put(static_cast<std::uint32_t>(layout.size()));
    for (Measure const& one : layout) {
        for (std::string const* text : {&one.name, &one.unit, &one.meaning, &one.dimension}) p.put(*text);
        p.put(one.cadence);
        p.put(static_cast<std::uint32_t>(one.labels.size()));
        for (std::string const& label : one.labels) p.put(label);
    }
    return std::move(p.bytes);
}

MeasureLayout unpack_layout(std::string_view body)
{
    Unpacker u(body);
    std::uint32_t count = 0, labels = 0;
    u.take(count);
    MeasureLayout layout(count);
    for (Measure& one : layout) {
        for (std::string* text : {&one.name, &one.unit, &one.meaning, &one.dimension}) u.take(*text);
        u.take(one.cadence);
        u.take(labels);
        one.labels.resize(labels);
        for (std::string& label : one.labels) u.take(label);
    }
    return layout;
}

// By the name it has now: a log loses its ".part" when its writer is done.
std::ifstream open_log(std::filesystem::path const& path)
{
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file && errno == ENOENT && path.extension() == ".part")
        file.open(std::filesystem::path(path).replace_extension(), std::ios::binary);
    if (!file) refuse_file(path.string(), "what was run cannot be read", std::strerror(errno));
    return file;
}

// [byte]
std::int64_t size_of(std::ifstream& file)
{
    file.seekg(0, std::ios::end);
    return file.tellg();
}

// The next whole record; false at the end of what is whole.
bool read_record(std::ifstream& file, std::int64_t end, Head& head, std::string& body)
{
    if (!file.read(reinterpret_cast<char*>(&head), sizeof head) || head.size > end - file.tellg()) return false;
    std::string seal(seal_length, '\0');
    body.resize(head.size);
    bool const is_whole = file.read(body.data(), head.size) && file.read(seal.data(), seal_length);
    return is_whole && seal == seal_of(head, body);
}

} // namespace

RunLog::RunLog(std::filesystem::path path) : path_(std::move(path))
{
    file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file_ < 0 || ::write(file_, first_line.data(), first_line.size()) != static_cast<ssize_t>(first_line.size()))
        refuse_file(path_.string(), "cannot write what was run", std::strerror(errno));
    // Whatever the umask says: a log that its owner cannot read is lost.
    struct stat made = {};
    if (::fstat(file_, &made) == 0) ::fchmod(file_, made.st_mode | S_IRUSR | S_IWUSR);
    size_ = static_cast<std::int64_t>(first_line.size());
}

RunLog::~RunLog()
{
    if (file_ >= 0) ::close(file_);
}

void RunLog::write(std::uint32_t kind, std::string const& body)
{
    Head const head{kind, static_cast<std::uint32_t>(body.size())};
    expects(head.size == body.size(), "a record has less than 4 GiB");
    std::string all(reinterpret_cast<char const*>(&head), sizeof head);
    all += body;
    all += seal_of(head, body);
    std::size_t written = 0;
    while (written < all.size()) {
        ssize_t const now = ::write(file_, all.data() + written, all.size() - written);
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) {
            std::string const why = std::strerror(errno);
            if (::ftruncate(file_, size_) == 0) ::lseek(file_, size_, SEEK_SET);
            refuse_file(path_.string(), "cannot write what was run", why);
        }
        written += static_cast<std::size_t>(now);
    }
    size_ += static_cast<std::int64_t>(all.size());
}

void RunLog::set_layout(MeasureLayout const& layout) { write(layout_record, pack(layout)); }
void RunLog::append(RunRecord const& record) { write(run_record, pack(record)); }

void RunLog::sync()
{
    if (::fdatasync(file_) != 0 && errno != EINVAL && errno != EROFS)
        refuse_file(path_.string(), "cannot write what was run", std::strerror(errno));
}

RunLogContents read_run_log(std::filesystem::path const& path)
{
    std::ifstream file = open_log(path);
    std::string begin(first_line.size(), '\0');
    file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    begin.resize(static_cast<std::size_t>(file.gcount()));
    if (!first_line.starts_with(begin)) refuse_file(path.string(), "this is no log of runs", "it begins otherwise");
    RunLogContents contents;
    contents.is_torn = begin.size() < first_line.size();
    if (contents.is_torn) return contents;
    Head head;
    std::string body;
    std::int64_t offset = file.tellg();
    std::int64_t const end = size_of(file);
    file.seekg(offset);
    for (; file && read_record(file, end, head, body); offset = file.tellg()) {
        if (head.kind == run_record)
            contents.runs.push_back({path, offset, contents.layouts.size() - 1, unpack_run(body, Take::head)});
        if (head.kind == layout_record) contents.layouts.push_back(unpack_layout(body));
    }
    contents.is_torn = offset != end;
    return contents;
}

RunRecord read_run(RunPlace const& place)
{
    std::ifstream file = open_log(place.file);
    Head head;
    std::string body;
    std::int64_t const end = size_of(file);
    file.seekg(place.offset);
    if (!file || !read_record(file, end, head, body))
        refuse_file(place.file.string(), "a run cannot be read any more", "the file has changed since it was opened");
    return unpack_run(body, Take::all);
}

} // namespace tianji
