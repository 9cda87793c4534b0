# The isolation, tried from the inside: each line says what must hold, whether it did, and what was seen. Every attempt is bounded, and where it
# succeeds it harms nothing. Only perl-base is needed, so that it runs in every image of the recipe.
use strict;
use warnings;
use Errno ();
use Fcntl;
use POSIX ();
use Socket;

$| = 1;
my $own_kernel = ($ENV{HYDRA_OWN_KERNEL} // '') eq '1';
my $machine = (POSIX::uname())[4];

sub check {
    my ($name, $held, $seen) = @_;
    $seen =~ s/[\t\r\n]+/ /g;
    print join("\t", $name, $held ? 1 : 0, substr $seen, 0, 200), "\n";
}

sub slurp { my ($file) = @_; open my $in, '<', $file or return undef; my $text = ''; sysread $in, $text, 65536; return $text }

# --- who we are
my $status = slurp('/proc/self/status') // '';
my %is = $status =~ /^(\w+):\s*(.*)$/mg;
check('runs as nobody', $> == 65534 && $< == 65534 && (split ' ', $))[0] == 65534, "uid $<, effective $>, gid $(");
{ local ($<, $>) = ($<, $>); $! = 0; $> = 0; $< = 0; my $why = "$!"; check('cannot become root', $> != 0 && $< != 0, "uid $<, effective $>: $why") }
check("has no capability: $_", ($is{$_} // '0') =~ /^0+$/, $is{$_} // 'not shown') for qw(CapEff CapPrm CapBnd CapAmb);
check('gains no privilege by starting programs', $own_kernel || ($is{NoNewPrivs} // '') eq '1', 'NoNewPrivs ' . ($is{NoNewPrivs} // 'not shown'));
check('is filtered by seccomp', $own_kernel || ($is{Seccomp} // '') eq '2', 'Seccomp ' . ($is{Seccomp} // 'not shown'));
my $setuid = `find / -xdev -type f -perm /6000 2>/dev/null | head -n 3`;
check('finds no setuid program', $setuid eq '', $setuid || 'none');

# --- kernel interfaces
my %call = (
    x86_64 => { io_uring_setup => 425, ptrace => 101, process_vm_readv => 310, userfaultfd => 323, bpf => 321, perf_event_open => 298, keyctl => 250, add_key => 248,
        unshare => 272, setns => 308, mount => 165, umount2 => 166, pivot_root => 155, chroot => 161, open_by_handle_at => 304, init_module => 175, kexec_load => 246,
        reboot => 169, swapon => 167, settimeofday => 164, sethostname => 170, acct => 163, vmsplice => 278, modify_ldt => 154, iopl => 172, fanotify_init => 300,
        syslog => 103, pidfd_getfd => 438, kcmp => 312, fsopen => 430, open_tree => 428, quotactl => 179 },
    aarch64 => { io_uring_setup => 425, ptrace => 117, process_vm_readv => 270, userfaultfd => 282, bpf => 280, perf_event_open => 241, keyctl => 219, add_key => 217,
        unshare => 97, setns => 268, mount => 40, umount2 => 39, pivot_root => 41, chroot => 51, open_by_handle_at => 265, init_module => 105, kexec_load => 104,
        reboot => 142, swapon => 224, settimeofday => 170, sethostname => 161, acct => 89, vmsplice => 75, fanotify_init => 262,
        syslog => 116, pidfd_getfd => 438, kcmp => 272, fsopen => 430, open_tree => 428, quotactl => 60 },
);
my %with = (
    io_uring_setup => [8, "\0" x 120], ptrace => [16, 1, 0, 0], keyctl => [0, -3, 0], add_key => ["user", "hydra", "x", 1, -2], unshare => [0x10000000],
    mount => ["none", "/tmp", "tmpfs", 0, 0], chroot => ["/tmp"], bpf => [0, "\0" x 72, 72], perf_event_open => ["\0" x 128, 0, -1, -1, 0], userfaultfd => [0],
    syslog => [3, "\0" x 64, 64], sethostname => ["hydra", 5], fsopen => ["tmpfs", 0], kcmp => [$$, $$, 0, 0, 0], process_vm_readv => [1, 0, 0, 0, 0, 0],
    pivot_root => ["/tmp", "/tmp"], open_tree => [-100, "/", 1], modify_ldt => [0, "\0" x 64, 64], swapon => ["/tmp/none", 0], acct => ["/tmp/none"],
    fanotify_init => [0, 0], umount2 => ["/tmp", 0],
);
for my $name (sort keys %{ $call{$machine} // {} }) {
    my @arguments = map { my $copy = $_; $copy } @{ $with{$name} // [0, 0, 0, 0, 0] };
    $! = 0;
    my $got = syscall $call{$machine}{$name}, @arguments;
    my $why = $!{EPERM} ? 'not permitted' : $!{ENOSYS} ? 'not there' : "$!";
    check("kernel call $name is refused", $own_kernel || $got == -1 && ($!{EPERM} || $!{ENOSYS} || $!{EACCES}), $got == -1 ? $why : "answered $got");
}
for my $family ([40, 1, 0, 'vsock'], [38, 5, 0, 'kernel crypto'], [17, 3, 768, 'packets'], [31, 3, 1, 'Bluetooth'], [16, 3, 9, 'audit'], [16, 3, 12, 'netfilter'], [2, 3, 1, 'raw IP'], [29, 3, 1, 'CAN']) {
    my ($domain, $type, $protocol, $what) = @$family;
    $! = 0;
    my $made = socket(my $socket, $domain, $type, $protocol);
    check("no socket for $what", $own_kernel && $domain == 16 || !$made, $made ? 'made' : "$!");
}

# --- network
my @interfaces = grep { $_ ne 'lo' } (slurp('/proc/net/dev') // '') =~ /^\s*([\w.@-]+):/mg;
check('has no network but the loopback', !@interfaces, @interfaces ? "@interfaces" : 'lo alone');
for my $place (['1.1.1.1', 53], ['169.254.169.254', 80], ['172.17.0.1', 22], ['10.0.0.1', 80]) {
    my ($host, $port) = @$place;
    socket(my $socket, AF_INET, SOCK_STREAM, 0);
    fcntl $socket, F_SETFL, O_NONBLOCK if $socket;
    $! = 0;
    my $open = @interfaces ? 0 : connect $socket, sockaddr_in($port, inet_aton($host));
    check("cannot reach $host:$port", !@interfaces && !$open && !$!{EINPROGRESS}, @interfaces ? 'not tried: there is a network' : $open ? 'connected' : "$!");
}
my $listed = slurp('/proc/net/unix') // '';
check("sees nobody's sockets", $listed !~ /docker|containerd|systemd|postgres/, $listed =~ /(\S*(?:docker|containerd|systemd)\S*)/ ? $1 : 'none of the host');
my @doors = grep { -e } qw(/var/run/docker.sock /run/docker.sock /run/containerd/containerd.sock /var/run/crio/crio.sock /run/podman/podman.sock);
check('has no socket of an engine', !@doors, "@doors" || 'none');
check('knows no name server of the host', (slurp('/etc/resolv.conf') // '') !~ /^nameserver\s+(?!127\.)/m, slurp('/etc/resolv.conf') // 'no resolv.conf');

# --- files
for my $folder ('/', '/etc', '/usr/bin', '/opt/hydrabot', '/var', '/root', '/home') {
    my $made = open my $out, '>', "$folder/.hydra-probe";
    my $why = $made ? 'written' : "$!";
    unlink "$folder/.hydra-probe" if $made;
    check("cannot write to $folder", !$made, $why);
}
for my $folder ('/work', '/tmp') {
    my $made = open my $out, '>', "$folder/.probe";
    $made &&= print({$out} 'x') && close $out;
    unlink "$folder/.probe";
    check("can write to $folder", $made, $made ? 'written' : "$!");
}
{
    if (open my $out, '>', '/tmp/probe.sh') { print $out "#!/bin/sh\nexit 0\n"; close $out; chmod 0755, '/tmp/probe.sh' }
    $! = 0;
    my $ran = system { '/tmp/probe.sh' } '/tmp/probe.sh';
    check('starts no program from /tmp', $ran != 0, $ran == 0 ? 'started' : "$!");
    unlink '/tmp/probe.sh';
}
{
    $SIG{XFSZ} = 'IGNORE';
    my ($total, $block, $part) = (0, 'x' x (1 << 20), 0);
    FILL: for my $file (1 .. 8) {
        open my $out, '>', "/work/fill$file" or last;
        for (1 .. 40) { my $wrote = syswrite $out, $block; if (!$wrote) { last FILL } $total += $wrote }
    }
    unlink glob '/work/fill*';
    check('cannot fill the disk', $total < 300 << 20, sprintf 'stopped at %d MiB', $total >> 20);
    my $files = 0;
    for (1 .. 20_000) { open my $out, '>', "/tmp/n$_" or last; $files++ }
    unlink "/tmp/n$_" for 1 .. $files;
    check('cannot make files without end', $files < 20_000, "stopped at $files");
}
my @mounts = map { (split ' ')[4] . ' ' . (split ' ')[5] } split /\n/, slurp('/proc/self/mountinfo') // '';
my @writable = grep { / rw/ && !m{^/(?:work|tmp|dev/shm|dev/pts|dev/mqueue|dev|proc|sys|run/hydrabot)(?:/\S*)? } } @mounts;
check('has no other writable mount', $own_kernel || !@writable, "@writable" || 'none');

# --- what the host shows
for my $file (qw(/proc/kcore /proc/keys /proc/kallsyms /proc/modules /proc/timer_list /proc/sched_debug /proc/interrupts /proc/iomem /proc/cmdline /sys/class/dmi/id/product_name /sys/firmware/dmi/tables/DMI /sys/kernel/debug /dev/kmsg /dev/mem)) {
    my $text = -d $file ? do { opendir my $folder, $file; join ' ', grep { !/^\.\.?$/ } $folder ? readdir $folder : () } : slurp($file);
    check("does not see $file", $own_kernel || !defined $text || $text eq '', defined $text && $text ne '' ? 'read: ' . substr $text, 0, 40 : "nothing");
}
for my $file (qw(/proc/sysrq-trigger /proc/sys/kernel/core_pattern /proc/sys/kernel/hostname /proc/sys/vm/drop_caches /sys/kernel/uevent_helper /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max /sys/fs/cgroup/cgroup.procs /sys/fs/cgroup/memory/release_agent)) {
    $! = 0;
    my $opened = sysopen my $out, $file, O_WRONLY;
    check("cannot write $file", !$opened, $opened ? 'opened' : "$!");
}
my @devices = grep { !/^(?:null|zero|full|random|urandom|tty|ptmx|pts|shm|mqueue|fd|stdin|stdout|stderr|core|console|net|fuse)$/ } do { opendir my $folder, '/dev'; grep { !/^\.\.?$/ } readdir $folder };
check('has no device', !@devices, "@devices" || 'none but null, zero, full, random, urandom, tty');
{
    my $place = '/tmp/disk';
    my $made = $machine eq 'x86_64' ? syscall(133, $place, 0060666, 0x800) : syscall(33, -100, $place, 0060666, 0x800);
    my $why = "$!";
    check('cannot make a device', $made != 0, $made == 0 ? 'made' : $why);
    unlink '/tmp/disk';
}
my @processes = do { opendir my $folder, '/proc'; grep { /^\d+$/ } readdir $folder };
check('sees its own processes alone', @processes < 12, scalar(@processes) . ' processes');
my $first = join ' ', split /\0/, slurp('/proc/1/cmdline') // '';
check('its first process is the init of the container', $own_kernel || $first =~ /init/, $first || 'not readable');
my @names = sort grep { !/^(?:PATH|HOME|HOSTNAME|TMPDIR|LANG|GOCACHE|GOTMPDIR|GOFLAGS|MPLCONFIGDIR|PWD|OLDPWD|SHLVL|_|HYDRA_OWN_KERNEL)$/ } keys %ENV;
check('is given no variable of the house', !@names, "@names" || 'none');
check('bears no name of the host', (POSIX::uname())[1] eq 'sandbox', (POSIX::uname())[1]);
{
    $! = 0;
    my $lower = open my $out, '>', '/proc/self/oom_score_adj';
    $lower &&= syswrite $out, '-1000';
    check('dies before the host does when memory is short', !$lower && (slurp('/proc/self/oom_score_adj') // 0) >= 0, 'score ' . (slurp('/proc/self/oom_score_adj') // 'not shown'));
}

# --- how much
my ($soft) = (slurp('/proc/self/limits') // '') =~ /^Max core file size\s+(\S+)/m;
check('leaves no core dump', ($soft // '0') eq '0', 'limit ' . ($soft // 'not shown'));
{
    my @open;
    for (1 .. 5000) { open my $file, '<', '/dev/null' or last; push @open, $file }
    my $count = @open;
    @open = ();
    check('opens no files without end', $count < 1100, "stopped at $count");
}
{
    my @children;
    for (1 .. 600) {
        my $child = fork;
        last unless defined $child;
        if (!$child) { sleep 60; POSIX::_exit(0) }
        push @children, $child;
    }
    kill KILL => @children;
    waitpid $_, 0 for @children;
    check('starts no processes without end', @children < 600, 'stopped at ' . scalar @children);
}
print "done\n";
