# shellcheck shell=bash
# SPDX-License-Identifier: EUPL-1.2
#
# nginx as packaging/nginx/ configures it, in front of the stories' zijlijnd.
# Source it after tests/story/lib.sh; a web app is served too when `app` names
# its folder and `app_port` a port.

chmod 711 "$work" # nginx's workers go through it
port=$(free_port)
origin=https://localhost:$port
mkdir -m 755 "$work/run"
listen=unix:$work/run/http.socket
nginx=

stop_nginx() {
	[ -n "$nginx" ] || return 0
	kill -QUIT "$nginx" 2>/dev/null || true
	wait "$nginx" 2>/dev/null || true
	nginx=
}
trap 'stop_nginx; finish' EXIT

# The socket belongs to zijlijnd's group; nginx's workers are in it.
open_socket() {
	[ "$(id -u)" -ne 0 ] || chgrp www-data "$work/run/http.socket"
}

# authority NAME: a certificate authority; certificate NAME HOST DAYS: by it
authority() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/$1.key.pem" -out "$work/$1.pem" -days 2 \
		-subj "/CN=$1" -addext keyUsage=critical,keyCertSign \
		2>/dev/null
}
certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/server.key" -out "$work/server.csr" \
		-subj "/CN=$2" -addext "subjectAltName=DNS:$2" 2>/dev/null
	openssl x509 -req -in "$work/server.csr" -CA "$work/$1.pem" \
		-CAkey "$work/$1.key.pem" -days "$3" -copy_extensions copy \
		-out "$work/server.pem" 2>/dev/null
}

start_nginx() {
	local config
	config=$("$ZL_SOURCE/tests/support/nginx_site.py" "$work" "$port" \
		"$work/run/http.socket" ${app:+"$app_port" "$app"})
	/usr/sbin/nginx -e stderr -p "$work/nginx" -c "$config" \
		-g 'daemon off;' 2>>"$work/nginx.said" &
	nginx=$!
	for _ in $(seq 200); do
		[ -s "$work/nginx/nginx.pid" ] &&
			(: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
		kill -0 "$nginx" 2>/dev/null || break
		sleep 0.05
	done
	cat "$work/nginx.said" >&2
	die "nginx does not start"
}
