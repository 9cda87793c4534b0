#!/usr/bin/env bash
# Builds HydraBot's image out of Debian's packages and this checkout, where no image registry can be reached; elsewhere `docker build .` does the same.
# usage: deploy/build-image.sh [NAME]      as root, with mmdebstrap, the .NET SDK and a Docker engine
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:-hydrabot:local}
case $(uname -m) in
  x86_64) platform=linux-x64 ;;
  aarch64) platform=linux-arm64 ;;
  *) echo "There is no build of HydraBot for $(uname -m)." >&2; exit 1 ;;
esac
for tool in mmdebstrap dotnet docker; do
  command -v "$tool" >/dev/null || { echo "$tool is not here; it is needed to build the image." >&2; exit 1; }
done
work=$(mktemp -d /tmp/hydrabot-image.XXXXXX)
trap 'rm -rf "$work"' EXIT

echo "Publishing for $platform"
dotnet publish src/HydraBot -c Release -r "$platform" --self-contained -p:PublishReadyToRun=true -p:DebugType=none -p:RunAnalyzers=false \
  --artifacts-path "$work/artifacts" -o "$work/app" --nologo -v quiet

# git and ssh for the repository and for other hosts, libopus for voice, OpenSSL and time zones for .NET (which is built to know no cultures, and needs no ICU). The files of these packages and no more:
# nothing in the image installs anything, so Perl, the package database, documents and what git serves to others with stay out.
packages='base-files,base-passwd,ca-certificates,coreutils,dash,git,libc-bin,libc6,libgcc-s1,libopus0,libssl3,libstdc++6,netbase,openssh-client,tzdata,zlib1g'
echo "Making the root out of Debian's packages"
mmdebstrap --quiet --variant=extract --include="$packages" --aptopt='APT::Install-Recommends "false"' bookworm "$work/root"
cd "$work/root"
mkdir -p etc/ssl/certs
cat usr/share/ca-certificates/mozilla/*.crt >etc/ssl/certs/ca-certificates.crt
[ -e bin/sh ] || ln -s dash bin/sh
ln -sf ../../bin/git usr/lib/git-core/git
( cd usr/lib/git-core && rm -f git-daemon git-http-backend git-http-fetch git-http-push git-imap-send git-sh-i18n--envsubst git-shell scalar )
( cd usr/bin && rm -f dpkg* git-shell localedef openssl perl* scalar scp sftp ssh-add ssh-agent ssh-keyscan )
rm -rf sbin/* usr/sbin/* bin/tar usr/lib/openssh usr/lib/*/{gconv,libdb-5*,libperl*,libsemanage*,perl*} lib/*/{libmvec*,libsepol*}
rm -rf usr/share/{doc,gitweb,info,lintian,locale,man,perl,perl5} usr/share/zoneinfo/{posix,right} var/lib/{apt,dpkg} var/cache/* var/log/* etc/apt
find . -xdev -type f -perm /6000 -exec chmod ug-s {} +
cp usr/share/base-passwd/passwd.master etc/passwd
cp usr/share/base-passwd/group.master etc/group
echo 'hydrabot:x:1654:1654:HydraBot:/data:/usr/sbin/nologin' >>etc/passwd
echo 'hydrabot:x:1654:' >>etc/group
install -d -o 1654 -g 1654 data
cp -r "$work/app" app

echo "Handing it to the engine"
tar --create --numeric-owner . | docker import \
  --change 'USER 1654' --change 'WORKDIR /app' --change 'VOLUME /data' --change 'EXPOSE 8700' \
  --change 'ENV Api__Url=http://0.0.0.0:8700 Storage__Path=/data HOME=/data DOTNET_EnableDiagnostics=0' \
  --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' \
  --change 'HEALTHCHECK --interval=30s --timeout=15s --start-period=60s CMD ["/app/HydraBot", "health"]' \
  --change 'ENTRYPOINT ["/app/HydraBot"]' \
  - "$name" >/dev/null
docker image inspect --format '{{.Size}}' "$name" | awk -v name="$name" '{ printf "%s is ready: %.0f MB\n", name, $1 / 1e6 }'
