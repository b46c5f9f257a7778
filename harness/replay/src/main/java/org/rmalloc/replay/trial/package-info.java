// SPDX-License-Identifier: Apache-2.0
/** The trial: one trace, one contender, one setting; a value with a canonical form and a key. */
package org.rmalloc.replay.trial;
