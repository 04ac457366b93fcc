#!/bin/sh
# Installs the programs that some tests make letters with, where apt and the rights to use it are there.
# Tests whose program is missing are skipped and say so; this script never fails.

wanted="libreoffice-writer-nogui chromium fonts-tlwg-laksaman-ttf poppler-utils postgresql tesseract-ocr tesseract-ocr-tha dovecot-imapd openssl"

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) || state=""
    case "$state" in
        *"ok installed") ;;
        *) missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0

leave_out() {
    echo "System packages left out ($1):$missing"
    echo "Tests that need them are skipped."
    exit 0
}

command -v apt-get >/dev/null 2>&1 || leave_out "no apt here"
if [ "$(id -u)" = 0 ]; then
    root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    leave_out "not root"
fi

install() {
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

$root apt-get update -qq >/dev/null 2>&1
# All at once is fast; one by one keeps the others when one cannot be had.
# shellcheck disable=SC2086 # a list of words
if ! install $missing; then
    left=""
    for package in $missing; do
        install "$package" || left="$left $package"
    done
    missing="$left"
    [ -z "$missing" ] || leave_out "apt could not install them"
fi
exit 0
