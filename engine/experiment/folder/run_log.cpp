#include "engine/experiment/folder/run_log.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/deflate.hpp"
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

constexpr std::string_view first_line = "tianji runs 2\n";
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
    void field(T const& value) { bytes.append(reinterpret_cast<char const*>(&value), sizeof value); }
    void field(std::string const& text) { list(text); }
    template <class List>
    void list(List const& values)
    {
        field(static_cast<std::uint64_t>(values.size()));
        bytes.append(reinterpret_cast<char const*>(values.data()), values.size() * sizeof(values[0]));
    }
    std::string bytes;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

    template <class T>
    requires std::is_trivially_copyable_v<T>
    void field(T& value) { std::memcpy(&value, next(sizeof value), sizeof value); }
    void field(std::string& text) { list(text); }
    template <class List>
    void list(List& values)
    {
        std::uint64_t size = 0;
        field(size);
        ensures(size <= bytes_.size() / sizeof(values[0]), "a sealed record is as long as it says");
        char const* const from = next(size * sizeof(values[0]));
        values.resize(size);
        if (size > 0) std::memcpy(values.data(), from, size * sizeof(values[0]));
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

// What both directions walk through; values come last, for whoever wants only what stands before them.
template <class Form, class Record>
void walk_head(Form& form, Record& record)
{
    form.field(record.id);
    form.field(record.status);
    form.field(record.seed);
    form.field(record.digest);
    form.field(record.seconds);
    form.field(record.ticks);
    form.field(record.words);
}

template <class Form, class One>
void walk(Form& form, One& measure)
{
    form.field(measure.name);
    form.field(measure.unit);
    form.field(measure.meaning);
    form.field(measure.dimension);
    form.field(measure.cadence);
}

// As they lie in memory or, where they are many and it helps, deflated: what repeats itself from tick to tick is most
// of what there is.
std::string packed_values(std::vector<double> const& values)
{
    constexpr std::size_t few = 16 << 10; // [byte] not worth the time
    std::string_view const bytes(reinterpret_cast<char const*>(values.data()), values.size() * sizeof(double));
    if (bytes.size() < few) return std::string(bytes);
    std::string packed = deflated(bytes);
    return packed.size() < bytes.size() ? packed : std::string(bytes);
}

std::string pack(RunRecord const& record)
{
    Packer packer;
    walk_head(packer, record);
    packer.field(record.values.size());
    packer.field(packed_values(record.values));
    return std::move(packer.bytes);
}

enum class Take { head, all };

RunRecord unpack_run(std::string_view body, Take what)
{
    RunRecord record;
    Unpacker unpacker(body);
    walk_head(unpacker, record);
    if (what == Take::head) return record;
    std::size_t size = 0;
    std::string bytes;
    unpacker.field(size);
    unpacker.field(bytes);
    if (bytes.size() < size * sizeof(double)) bytes = inflated(bytes, size * sizeof(double));
    record.values.resize(size);
    if (size > 0) std::memcpy(record.values.data(), bytes.data(), bytes.size());
    return record;
}

std::string pack(MeasureLayout const& layout)
{
    Packer packer;
    packer.field(layout.size());
    for (Measure const& one : layout) {
        walk(packer, one);
        packer.field(one.labels.size());
        for (std::string const& label : one.labels) packer.field(label);
    }
    return std::move(packer.bytes);
}

MeasureLayout unpack_layout(std::string_view body)
{
    Unpacker unpacker(body);
    std::size_t size = 0;
    unpacker.field(size);
    MeasureLayout layout(size);
    for (Measure& one : layout) {
        walk(unpacker, one);
        unpacker.field(size);
        one.labels.resize(size);
        for (std::string& label : one.labels) unpacker.field(label);
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
