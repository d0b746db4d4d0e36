// How the program uses the allocator.
#pragma once

namespace tianji {

// Keeps freed memory for the next tick, which wants as much again, instead of giving it back to the kernel, which
// clears it page by page before it comes again. Blocks of 32 MiB and more still go back. For a whole program, once,
// before it allocates much; does nothing where the C library is not glibc.
void keep_freed_memory();

} // namespace tianji
