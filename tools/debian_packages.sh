#!/usr/bin/env bash
# Install the Debian packages which the tests need and this machine lacks; without the right to, print the one command.
set -euo pipefail
packages=(chromium fonts-noto-cjk libreoffice-writer libreoffice-calc)

if ! command -v dpkg-query >/dev/null; then
    echo "gouji: not a Debian system; have Chromium, the Noto CJK fonts and LibreOffice at hand, or the tests that need them are skipped" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "gouji: the tests need Debian packages that are missing; run: sudo apt-get install -y ${missing[*]}" >&2
    exit 1
fi
echo "gouji: installing Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
