// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;

/**
 * A process that does nothing but ask malloc for a block of each of several sizes.
 *
 * @param startNanos processor time until its first instruction of its own: of the dynamic linker, and
 *     of what libraries do when they are loaded
 * @param fileBytes resident pages of files: the code of its libraries
 * @param libc the file of the C library
 */
public record IdleProcess(long startNanos, long fileBytes, Path libc) {}
