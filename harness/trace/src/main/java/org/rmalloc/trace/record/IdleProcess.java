// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.record;

import java.nio.file.Path;

/**
 * A process that does nothing but ask malloc for a block of each of several sizes.
 *
 * @param fileBytes resident pages of files: the code of its libraries
 * @param libc the file of the C library
 * @param processorNanos of user and system
 */
public record IdleProcess(long fileBytes, Path libc, long processorNanos) {}
