// SPDX-License-Identifier: Apache-2.0
/** What a replay says of a real program's memory and time, held against the program itself. */
package org.rmalloc.replay.predict;
