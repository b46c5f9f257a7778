// SPDX-License-Identifier: Apache-2.0
/** The command line: each command parses, calls one public method of another module, and prints. */
package org.rmalloc.cli;
