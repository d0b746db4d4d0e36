#include "engine/base/sha256.hpp"

#include "engine/base/contract.hpp"
#include "engine/base/message.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <openssl/evp.h>
#include <vector>

namespace tianji {

namespace {

class Digest {
public:
    Digest() : context_(EVP_MD_CTX_new())
    {
        ensures(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1, "SHA-256 is available");
    }

    void add(std::string_view bytes)
    {
        ensures(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1, "SHA-256 takes bytes");
    }

    std::string hexadecimal()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned length = 0;
        ensures(EVP_DigestFinal_ex(context_.get(), bytes.data(), &length) == 1, "SHA-256 ends");
        std::string text;
        for (unsigned i = 0; i < length; ++i) {
            text += "0123456789abcdef"[bytes[i] >> 4];
            text += "0123456789abcdef"[bytes[i] & 15];
        }
        return text;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

} // namespace

std::string sha256(std::string_view bytes)
{
    Digest digest;
    digest.add(bytes);
    return digest.hexadecimal();
}

std::string sha256_of_file(std::filesystem::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<char> block(1 << 16);
    Digest digest;
    while (file) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        digest.add({block.data(), static_cast<std::size_t>(file.gcount())});
    }
    if (!file.eof()) throw InvalidInput({{path.string(), 0, 0}, "cannot be read", "", ""});
    return digest.hexadecimal();
}

} // namespace tianji
