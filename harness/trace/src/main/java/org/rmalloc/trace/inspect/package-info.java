// SPDX-License-Identifier: Apache-2.0
/** What a person asks of a trace first. */
package org.rmalloc.trace.inspect;
