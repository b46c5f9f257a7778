// SPDX-License-Identifier: Apache-2.0
/**
 * From addresses to handles: what a recorder saw of a program's heap becomes the ops of a trace.
 */
package org.rmalloc.trace.mapping;
