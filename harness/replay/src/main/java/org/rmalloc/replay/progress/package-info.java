// SPDX-License-Identifier: Apache-2.0
/** How far a long piece of work has come. */
package org.rmalloc.replay.progress;
