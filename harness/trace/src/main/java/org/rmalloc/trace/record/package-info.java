// SPDX-License-Identifier: Apache-2.0
/** Recording a program: which method, its tools built on first use, its run, what becomes of it. */
package org.rmalloc.trace.record;
