// SPDX-License-Identifier: Apache-2.0
/**
 * Files as bytes: compression by content, a digest while reading, lines out of a large buffer, and
 * writing beside the file before it is renamed.
 */
package org.rmalloc.trace.file;
