# SPDX-FileCopyrightText: 2026 Auditorium contributors
# SPDX-License-Identifier: Apache-2.0
"""The synthetic samples: one module a product, and what they share in common.py."""
