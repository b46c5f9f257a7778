// SPDX-License-Identifier: Apache-2.0
/** What is replayed against: allocators found at run time, with the options that users gave. */
package org.rmalloc.replay.contender;
