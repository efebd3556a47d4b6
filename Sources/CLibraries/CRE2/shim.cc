#include "CRE2.h"

#include <re2/re2.h>

#include <array>
#include <map>
#include <memory>
#include <string>

struct sonde_expression {
    RE2 re2;
    std::map<int, std::string> names;

    sonde_expression(const re2::StringPiece &text, const RE2::Options &options)
        : re2(text, options), names(re2.CapturingGroupNames()) {}
};

sonde_expression *sonde_expression_create(
    const uint8_t *text, size_t count, int is_utf8, int64_t memory_bytes_max) try {
    RE2::Options options;
    options.set_encoding(
        is_utf8 ? RE2::Options::EncodingUTF8 : RE2::Options::EncodingLatin1);
    options.set_log_errors(false);
    options.set_max_mem(memory_bytes_max);
    const re2::StringPiece piece(reinterpret_cast<const char *>(text), count);
    return std::make_unique<sonde_expression>(piece, options).release();
} catch (...) {
    return nullptr;
}

void sonde_expression_free(sonde_expression *expression) { delete expression; }

int sonde_expression_error(const sonde_expression *expression) {
    return expression->re2.error_code();
}

const char *sonde_expression_error_argument(const sonde_expression *expression) {
    return expression->re2.error_arg().c_str();
}

int sonde_expression_size(const sonde_expression *expression) {
    return expression->re2.ProgramSize();
}

int sonde_expression_group_count(const sonde_expression *expression) {
    return expression->re2.NumberOfCapturingGroups();
}

const char *sonde_expression_group_name(const sonde_expression *expression, int group) {
    const auto name = expression->names.find(group);
    return name == expression->names.end() ? nullptr : name->second.c_str();
}

int sonde_expression_match(
    const sonde_expression *expression, const uint8_t *text, size_t count, size_t start,
    size_t end, int groups, ptrdiff_t *offsets) try {
    const re2::StringPiece whole(reinterpret_cast<const char *>(text), count);
    std::array<re2::StringPiece, SONDE_EXPRESSION_GROUPS_MAX> found;
    if (groups < 0 || static_cast<size_t>(groups) > found.size()) return -1;
    if (!expression->re2.Match(whole, start, end, RE2::UNANCHORED, found.data(), groups)) return 0;
    for (int index = 0; index < groups; index++) {
        const auto &group = found[static_cast<size_t>(index)];
        const bool tookPart = group.data() != nullptr;
        *offsets++ = tookPart ? group.data() - whole.data() : -1;
        *offsets++ = tookPart ? group.data() - whole.data() + ptrdiff_t(group.size()) : -1;
    }
    return 1;
} catch (...) {
    return -1;
}
