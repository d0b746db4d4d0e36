// How the program uses the allocator.
#pragma once

namespace tianji {

// Keeps freed memory for the next tick, which needs as much. Given back to the kernel it would be cleared page by page
// before it is used again. Blocks of 32 MiB and more are still given back. Call it once per program, before it
// allocates much; does nothing where the C library is not glibc.
void keep_freed_memory();

} // namespace tianji
