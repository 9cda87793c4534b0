namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>Everything that is tried: escapes, bombs, floods, the host's data, more rights, the kernel's doors. Each is bounded, and sends no packet.</summary>
internal static class Probes
{
    private const string Python = """
        import ctypes, os, sys, socket, errno
        libc = ctypes.CDLL(None, use_errno=True)
        arm = os.uname().machine == 'aarch64'
        def call(x86, a64, *arguments):
            ctypes.set_errno(0)
            answer = libc.syscall(a64 if arm else x86, *arguments)
            return answer, ctypes.get_errno()
        def denied(x86, a64, *arguments):
            answer, error = call(x86, a64, *arguments)
            held(answer == -1 and error in (errno.EPERM, errno.ENOSYS, errno.EACCES), f'{answer} {errno.errorcode.get(error)}')
        def held(good, seen=''):
            print('HELD' if good else 'BREACH', seen); sys.exit(0)
        def fails(action, *kinds):
            try: seen = action()
            except (kinds or (OSError,)) as error: held(True, error)
            held(False, seen)

        """;

    public static IReadOnlyList<Probe> All { get; } =
    [
        .. KernelCalls(), .. Sockets(), .. HostData(), .. Rights(), .. Files(), .. Bombs(), .. Floods(), .. Tricks(),
    ];

    private static Probe InPython(string name, string code, ProbeEnd ends = ProbeEnd.Says) => new(name, "python", Python + code, ends);

    private static IEnumerable<Probe> KernelCalls() => new (string Name, string Arguments)[]
    {
        ("io_uring_setup", "425, 425, 8, ctypes.create_string_buffer(120)"), ("ptrace attach to init", "101, 117, 16, 1, 0, 0"), ("ptrace traceme", "101, 117, 0, 0, 0, 0"),
        ("process_vm_readv of init", "310, 270, 1, 0, 0, 0, 0, 0"), ("userfaultfd", "323, 282, 0"), ("bpf map", "321, 280, 0, ctypes.create_string_buffer(72), 72"),
        ("perf_event_open", "298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0"), ("keyctl session", "250, 219, 0, -3, 0"), ("add_key", "248, 217, b'user', b'hydra', b'x', 1, -2"),
        ("request_key", "249, 218, b'user', b'hydra', 0, -2"), ("unshare user namespace", "272, 97, 0x10000000"), ("unshare mount namespace", "272, 97, 0x20000"),
        ("clone a user namespace", "56, 220, 0x10000000 | 17, 0, 0, 0, 0"), ("clone3", "435, 435, ctypes.create_string_buffer(88), 88"), ("setns", "308, 268, os.open('/proc/self/ns/net', 0), 0"),
        ("mount tmpfs", "165, 40, b'none', b'/tmp', b'tmpfs', 0, 0"), ("mount proc", "165, 40, b'proc', b'/tmp', b'proc', 0, 0"), ("fsopen", "430, 430, b'tmpfs', 0"), ("move_mount", "429, 429, -1, b'', -1, b'', 0"),
        ("umount /proc/kcore", "166, 39, b'/proc/kcore', 2"), ("pivot_root", "155, 41, b'/tmp', b'/tmp'"), ("chroot", "161, 51, b'/tmp'"),
        ("open_by_handle_at", "304, 265, -100, ctypes.create_string_buffer(64), 0"), ("init_module", "175, 105, 0, 0, 0"), ("finit_module", "313, 273, 0, b'', 0"), ("kexec_load", "246, 104, 0, 0, 0, 0"),
        ("reboot", "169, 142, 0, 0, 0, 0"), ("swapon", "167, 224, b'/tmp/none', 0"), ("settimeofday", "164, 170, 0, 0"), ("sethostname", "170, 161, b'hydra', 5"), ("syslog", "103, 116, 3, ctypes.create_string_buffer(64), 64"),
        ("acct", "163, 89, b'/tmp/none'"), ("vmsplice", "278, 75, 1, 0, 0, 0"), ("fanotify_init", "300, 262, 0, 0"), ("pidfd_getfd", "438, 438, 0, 0, 0"), ("kcmp", "312, 272, 1, 1, 0, 0, 0"),
        ("iopl", "172, 1000, 3"), ("modify_ldt", "154, 1000, 0, 0, 0"), ("quotactl", "179, 60, 0, 0, 0, 0"), ("mq_open", "240, 180, b'hydra', 0o102, 0o600, 0"), ("io_setup", "206, 0, 8, ctypes.create_string_buffer(8)"),
        ("lookup_dcookie", "212, 18, 0, 0, 0"), ("memfd_secret", "447, 447, 0"), ("mount_setattr", "442, 442, -1, b'', 0, 0, 0"),
    }.Select(call => InPython($"kernel call: {call.Name}", $"denied({call.Arguments})"));

    private static IEnumerable<Probe> Sockets() =>
    [
        .. new (string Name, string Arguments)[]
        {
            ("vsock", "40, socket.SOCK_STREAM, 0"), ("kernel crypto", "38, socket.SOCK_SEQPACKET, 0"), ("packets", "17, socket.SOCK_RAW, 768"), ("raw IP", "socket.AF_INET, socket.SOCK_RAW, 1"),
            ("ping", "socket.AF_INET, socket.SOCK_DGRAM, 1"), ("Bluetooth", "31, socket.SOCK_RAW, 1"), ("CAN", "29, socket.SOCK_RAW, 1"), ("netfilter", "16, socket.SOCK_RAW, 12"), ("audit", "16, socket.SOCK_RAW, 9"),
            ("uevents", "16, socket.SOCK_DGRAM, 15"), ("XDP", "44, socket.SOCK_RAW, 0"), ("TIPC", "30, socket.SOCK_DGRAM, 0"), ("RDS", "21, socket.SOCK_SEQPACKET, 0"), ("SMC", "43, socket.SOCK_STREAM, 0"),
        }.Select(made => InPython($"socket: {made.Name}", $"fails(lambda: socket.socket({made.Arguments}))")),
        InPython("network: interfaces but lo", "names = [line.split(':')[0].strip() for line in open('/proc/net/dev').readlines()[2:]]\nheld(names == ['lo'], names)"),
        InPython("network: a host by its address", "fails(lambda: len(open('/proc/net/dev').readlines()) > 3 or socket.create_connection(('1.1.1.1', 53), 3))"),
        InPython("network: the cloud's metadata", "fails(lambda: len(open('/proc/net/dev').readlines()) > 3 or socket.create_connection(('169.254.169.254', 80), 3))"),
        InPython("network: the engine's bridge", "fails(lambda: len(open('/proc/net/dev').readlines()) > 3 or socket.create_connection(('172.17.0.1', 22), 3))"),
        InPython("network: a name", "fails(lambda: socket.getaddrinfo('deb.debian.org', 80))"),
        InPython("network: UDP", "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\nfails(lambda: len(open('/proc/net/dev').readlines()) > 3 or s.sendto(b'x', ('8.8.8.8', 53)))"),
        InPython("network: the host's services on loopback", "open_ports = []\nfor port in (22, 80, 443, 2375, 2376, 5432, 5499, 8700, 8701):\n    s = socket.socket(); s.settimeout(1)\n    if s.connect_ex(('127.0.0.1', port)) == 0: open_ports.append(port)\nheld(not open_ports, open_ports)"),
        InPython("network: abstract sockets of the host", "names = [line for line in open('/proc/net/unix').readlines()[1:] if '@' in line]\nheld(not names, names[:3])"),
    ];

    private static IEnumerable<Probe> HostData() =>
    [
        .. new[]
        {
            "/proc/kcore", "/proc/keys", "/proc/kallsyms", "/proc/modules", "/proc/iomem", "/proc/interrupts", "/proc/cmdline", "/proc/timer_list", "/proc/sched_debug", "/proc/kpagecount", "/proc/vmallocinfo",
            "/proc/diskstats", "/sys/class/dmi/id/board_serial", "/sys/class/dmi/id/product_name", "/sys/firmware/dmi/tables/DMI", "/sys/kernel/debug/sched", "/dev/kmsg", "/dev/mem", "/dev/vda", "/etc/shadow", "/root/.ssh/id_rsa",
            "/var/run/docker.sock", "/run/containerd/containerd.sock",
        }.Select(file => InPython($"host data: {file}", $"try: text = open('{file}', 'rb').read(200)\nexcept OSError as error: held(True, error)\nheld(not text.strip(), text[:60])")),
        InPython("host data: other processes", "held(len([name for name in os.listdir('/proc') if name.isdigit()]) < 8)"),
        InPython("host data: environment of the house", "left = sorted(set(os.environ) - set('PATH HOME HOSTNAME TMPDIR LANG GOCACHE GOTMPDIR GOFLAGS MPLCONFIGDIR LC_CTYPE'.split()))\nheld(not left, left)"),
        InPython("host data: name servers", "lines = [line for line in open('/etc/resolv.conf') if line.startswith('nameserver') and '127.0.0.1' not in line]\nheld(not lines, lines)"),
        InPython("host data: block devices", "held(not [n for n in os.listdir('/dev') if n[:2] in ('sd', 'vd', 'nv', 'xv', 'lo', 'dm', 'md')])"),
        InPython("host data: files outside of the root", "try: names = os.listdir('/proc/1/root/')\nexcept OSError as error: held(True, error)\nheld('work' in names and not os.path.exists('/proc/1/root/work/brief.md'), names)"),
        InPython("host data: the worker's memory", "found = []\nfor pid in os.listdir('/proc'):\n    if pid.isdigit() and int(pid) not in (1, os.getpid()):\n        try: open(f'/proc/{pid}/mem', 'rb'); found.append(pid)\n        except OSError: pass\nheld(not found, found)"),
        InPython("host data: the worker's descriptors", "found = []\nfor pid in os.listdir('/proc'):\n    if pid.isdigit() and int(pid) not in (1, os.getpid()):\n        try: found += os.listdir(f'/proc/{pid}/fd')\n        except OSError: pass\nheld(not found, found)"),
    ];

    private static IEnumerable<Probe> Rights() =>
    [
        InPython("rights: setuid root", "fails(lambda: os.setuid(0))"),
        InPython("rights: setgid root", "fails(lambda: os.setgid(0))"),
        InPython("rights: groups", "fails(lambda: os.setgroups([0]))"),
        InPython("rights: capabilities", "status = dict(line.split(':', 1) for line in open('/proc/self/status'))\nheld(all(int(status[name], 16) == 0 for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')) and status['NoNewPrivs'].strip() == '1' and status['Seccomp'].strip() == '2')"),
        InPython("rights: a setuid program", "found = [os.path.join(path, name) for top in ('/usr', '/opt', '/bin', '/sbin') for path, _, names in os.walk(top) for name in names if os.lstat(os.path.join(path, name)).st_mode & 0o6000]\nheld(not found, found)"),
        InPython("rights: making a setuid program", "open('/work/x', 'w').close(); os.chmod('/work/x', 0o4755)\nheld(os.statvfs('/work').f_flag & os.ST_NOSUID)"),
        InPython("rights: a better oom score", "fails(lambda: open('/proc/self/oom_score_adj', 'wb', 0).write(b'-1000'))"),
        InPython("rights: nicer than others", "fails(lambda: os.nice(-5))"),
        InPython("rights: real time", "fails(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)))"),
        InPython("rights: higher limits", "import resource\nfails(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100000, 100000)), ValueError, OSError)"),
        InPython("rights: mapping users", "fails(lambda: open('/proc/self/uid_map', 'wb', 0).write(b'0 65534 1'))"),
        InPython("rights: a device", "fails(lambda: os.mknod('/tmp/hydra-probe', 0o60666, os.makedev(8, 0)))"),
        InPython("rights: a character device", "fails(lambda: os.mknod('/work/hydra-probe', 0o20666, os.makedev(1, 1)))"),
        InPython("rights: killing init", "import signal\nos.kill(1, signal.SIGTERM) if os.stat('/proc/1').st_uid == os.getuid() else None\nheld(True)", ProbeEnd.SaysOrStopped),
        new("rights: sudo and su", "bash", "for p in sudo su mount unshare nsenter chroot setpriv passwd; do command -v $p && { echo BREACH; exit; }; done; echo HELD"),
    ];

    private static IEnumerable<Probe> Files() =>
    [
        .. new[] { "/", "/etc", "/usr/bin", "/usr/lib", "/opt/hydrabot", "/var", "/home", "/root", "/proc", "/sys", "/sys/fs/cgroup", "/run", "/dev" }
            .Select(folder => InPython($"files: writing to {folder}", $"fails(lambda: open('{(folder == "/" ? "" : folder)}/hydra-probe', 'w'))")),
        .. new[]
        {
            "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches", "/proc/sys/vm/overcommit_memory", "/proc/sys/net/ipv4/ip_forward",
            "/proc/sys/fs/binfmt_misc/register", "/sys/kernel/uevent_helper", "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/pids/pids.max",
            "/sys/fs/cgroup/memory/release_agent", "/sys/fs/cgroup/devices/devices.allow", "/etc/passwd", "/etc/ld.so.preload", "/opt/hydrabot/worker", "/proc/1/root/etc/passwd",
        }.Select(file => InPython($"files: opening {file} for writing", $"fails(lambda: os.open('{file}', os.O_WRONLY))")),
        InPython("files: a program in /tmp", "open('/tmp/p', 'w').write('#!/bin/sh\\necho BREACH\\n'); os.chmod('/tmp/p', 0o755)\nimport subprocess\nfails(lambda: subprocess.run(['/tmp/p']))"),
        InPython("files: a program in /dev/shm", "open('/dev/shm/p', 'w').write('#!/bin/sh\\necho BREACH\\n'); os.chmod('/dev/shm/p', 0o755)\nimport subprocess\nfails(lambda: subprocess.run(['/dev/shm/p']))"),
        InPython("files: a core dump", "import resource\nheld(resource.getrlimit(resource.RLIMIT_CORE) == (0, 0))"),
        InPython("files: through the engine's own descriptor (CVE-2024-21626)", "found = []\nfor n in range(3, 64):\n    try:\n        if os.path.exists(f'/proc/self/fd/{n}/etc/hostname') or os.readlink(f'/proc/self/fd/{n}').startswith('/sys/fs/cgroup'): found.append(n)\n    except OSError: pass\nheld(not found, found)"),
        InPython("files: overwriting the runtime (CVE-2019-5736)", "fails(lambda: os.open('/proc/1/exe', os.O_WRONLY))"),
        new("files: out of the root by a link", "bash", "ln -s ../../../../../../etc /work/out; echo x > /work/out/hydra-probe 2>/dev/null && echo BREACH || echo HELD"),
    ];

    private static IEnumerable<Probe> Bombs() =>
    [
        new("bomb: forks in Bash", "bash", ":(){ :|:& };: 2>/dev/null; sleep 1; echo HELD", ProbeEnd.SaysOrStopped),
        InPython("bomb: forks in Python", "n = 0\ntry:\n    while n < 600:\n        if os.fork() == 0:\n            import time; time.sleep(20); os._exit(0)\n        n += 1\nexcept OSError: pass\nheld(n < 500, n)", ProbeEnd.SaysOrStopped),
        new("bomb: forks in Perl", "perl", "my $n = 0; while ($n < 600) { my $p = fork; last unless defined $p; if (!$p) { sleep 20; exit } $n++ } print $n < 500 ? 'HELD' : 'BREACH', \" $n\\n\";", ProbeEnd.SaysOrStopped),
        new("bomb: forks without end", "python", "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", ProbeEnd.SaysOrStopped),
        new("bomb: sessions that outlive the program", "bash", "for i in 1 2 3 4 5; do setsid sleep 300 >/dev/null 2>&1 & done; disown -a; echo HELD"),
        InPython("bomb: threads", "import threading, time\nn = 0\ntry:\n    while n < 2000:\n        threading.Thread(target=time.sleep, args=(5,), daemon=True).start(); n += 1\nexcept RuntimeError: pass\nprint('HELD' if n < 500 else 'BREACH', n, flush=True); os._exit(0)", ProbeEnd.SaysOrStopped),
        InPython("bomb: file descriptors", "n = []\ntry:\n    while len(n) < 5000: n.append(os.open('/dev/null', 0))\nexcept OSError: pass\nheld(len(n) < 1100, len(n))"),
        InPython("bomb: zombies", "n = 0\ntry:\n    while n < 2000:\n        if os.fork() == 0: os._exit(0)\n        n += 1\nexcept OSError: pass\nheld(n < 500, n)"),
        InPython("bomb: memory", "data = []\nfor _ in range(4096): data.append(bytearray(1 << 20))\nheld(False)", ProbeEnd.SaysOrStopped),
        InPython("bomb: memory in children", "for _ in range(20):\n    if os.fork() == 0:\n        data = [bytearray(1 << 20) for _ in range(1000)]; os._exit(0)\nstatus = [os.wait()[1] for _ in range(20)]\nheld(all(status), status)", ProbeEnd.SaysOrStopped),
        InPython("bomb: shared memory", "import mmap\nfiles = []\ntry:\n    for n in range(64):\n        f = open(f'/dev/shm/{n}', 'wb'); f.write(bytes(1 << 20)); f.flush(); files.append(f)\nexcept OSError as error: held(len(files) < 40, error)\nheld(False, len(files))"),
        InPython("bomb: System V shared memory", "total = 0\nfor n in range(4096):\n    got, error = call(29, 194, 0, 1 << 20, 0o1600)\n    if got < 0: break\n    libc.shmat.restype = ctypes.c_void_p\n    ctypes.memset(libc.shmat(got, None, 0), 1, 1 << 20)\n    total += 1\nheld(total < 4096, total)", ProbeEnd.SaysOrStopped),
        InPython("bomb: locked memory", "import mmap\nm = mmap.mmap(-1, 64 << 20)\nheld(libc.mlock(ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(m))), 64 << 20) != 0)"),
        InPython("bomb: inotify watches", "n = 0\nfd = libc.inotify_init()\nfds = []\nwhile n < 20000:\n    f = libc.inotify_init()\n    if f < 0: break\n    fds.append(f); n += 1\nheld(n < 1100, n)"),
        InPython("bomb: timers and signals", "n = 0\nt = ctypes.c_int()\nwhile n < 100000 and call(222, 107, 0, 0, ctypes.byref(t))[0] == 0: n += 1\nheld(n < 5000, n)"),
        InPython("bomb: a regular expression that never ends", "import re\nre.match('(a+)+$', 'a' * 64 + 'b')\nheld(False)", ProbeEnd.SaysOrStopped),
        InPython("bomb: pipes", "n = 0\npipes = []\ntry:\n    while n < 5000: pipes.append(os.pipe()); n += 1\nexcept OSError: pass\nheld(n < 600, n)"),
    ];

    private static IEnumerable<Probe> Floods() =>
    [
        InPython("flood: the disk through /work", "n = 0\ntry:\n    for f in range(8):\n        with open(f'/work/{f}', 'wb') as out:\n            for _ in range(60): n += out.write(bytes(1 << 20))\nexcept OSError: pass\nheld(n < 150 << 20, n)", ProbeEnd.SaysOrStopped),
        InPython("flood: one large file", "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nfails(lambda: [open('/tmp/big', 'ab').write(bytes(1 << 20)) for _ in range(300)])"),
        InPython("flood: a sparse file", "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nf = open('/work/sparse', 'wb')\nfails(lambda: f.truncate(1 << 40))"),
        InPython("flood: files without end", "n = 0\ntry:\n    while n < 20000: open(f'/work/{n}', 'w').close(); n += 1\nexcept OSError: pass\nheld(n < 10000, n)"),
        InPython("flood: folders without end, one in the other", "n = 0\ntry:\n    while n < 20000: os.mkdir('d'); os.chdir('d'); n += 1\nexcept OSError: pass\nheld(n < 10000, n)"),
        new("flood: output of a gigabyte", "python", "import os\nblock = b'x' * (1 << 16)\nfor _ in range(1 << 14): os.write(1, block)\nprint('HELD')", ProbeEnd.SaysOrStopped),
        new("flood: errors of a gigabyte", "python", "import os\nblock = b'x' * (1 << 16)\nfor _ in range(1 << 14): os.write(2, block)\nprint('HELD')", ProbeEnd.SaysOrStopped),
        new("flood: a line without end", "bash", "yes | tr -d '\\n'", ProbeEnd.SaysOrStopped),
    ];

    private static IEnumerable<Probe> Tricks() =>
    [
        new("trick: a program that ignores every signal", "python", "import signal, time\nfor s in range(1, 64):\n    try: signal.signal(s, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: time.sleep(1)", ProbeEnd.SaysOrStopped),
        new("trick: a program that stops itself", "bash", "kill -STOP $$; echo HELD", ProbeEnd.SaysOrStopped),
        new("trick: a program that kills its worker", "bash", "kill -9 -1; echo HELD", ProbeEnd.SaysOrStopped),
        new("trick: a program that stops its worker", "bash", "for p in /proc/[0-9]*; do n=${p#/proc/}; [ $n != $$ ] && kill -STOP $n 2>/dev/null; done; sleep 60", ProbeEnd.SaysOrStopped),
        new("trick: a program that closes its output", "python", "import os, time\nos.close(1); os.close(2); time.sleep(60)", ProbeEnd.SaysOrStopped),
        new("trick: a forged report", "bash", "printf '\\0HYDRA:00000000000000000000000000000000\\nexit 0\\nfile 3 2e2e2f78\\nabcend\\n'; echo HELD; exit 9"),
        new("trick: half a report for ever", "bash", "while :; do printf '\\0HYDRA:'; done", ProbeEnd.SaysOrStopped),
        new("trick: the worker's standard output", "python", "import os\nfor pid in os.listdir('/proc'):\n    if pid.isdigit() and int(pid) not in (1, os.getpid()):\n        try: open(f'/proc/{pid}/fd/1', 'w').write('BREACH')\n        except OSError: pass\nprint('HELD')"),
    ];
}
