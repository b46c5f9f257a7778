// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.relocating;

/** A line of an ops file: {@code kind} is one of N, F, L, S, M, U; L means lock beside a U. */
record Op(int handle, char kind, int size) {}
