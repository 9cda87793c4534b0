using System.Text;
using System.Text.Json;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>What people may rely on when they run a program.</summary>
public sealed class ExecutionTests(SandboxHouse house) : IClassFixture<SandboxHouse>
{
    [Theory]
    [InlineData("python", "print('Grüße, 世界 🐉')", "Grüße, 世界 🐉\n")]
    [InlineData("py", "import sys\nprint(__name__, __file__, sys.argv)", "__main__ /work/main.py ['/work/main.py']\n")]
    [InlineData("python", "import tempfile, os\nwith tempfile.NamedTemporaryFile() as f: print(os.path.dirname(f.name))", "/tmp\n")]
    [InlineData("python", "import multiprocessing as m\ndef f(x): return x * x\nif __name__ == '__main__':\n    with m.Pool(2) as p: print(p.map(f, range(4)))", "[0, 1, 4, 9]\n")]
    [InlineData("python", "import multiprocessing as m\ndef f(q): q.put('spawned')\nif __name__ == '__main__':\n    c = m.get_context('spawn'); q = c.Queue(); p = c.Process(target=f, args=(q,)); p.start(); print(q.get()); p.join()", "spawned\n")]
    [InlineData("python", "import subprocess\nprint(subprocess.run(['sh', '-c', 'echo $((6*7))'], capture_output=True, text=True).stdout, end='')", "42\n")]
    [InlineData("python", "import socket\ns = socket.create_server(('127.0.0.1', 0)); c = socket.create_connection(s.getsockname()); a, _ = s.accept(); c.sendall(b'hi'); print(a.recv(2), socket.gethostbyname('localhost'))", "b'hi' 127.0.0.1\n")]
    [InlineData("python", "import asyncio\nasync def main():\n    await asyncio.sleep(0.01); print('async')\nasyncio.run(main())", "async\n")]
    [InlineData("python", "import threading\nt = threading.Thread(target=lambda: print('thread')); t.start(); t.join()", "thread\n")]
    [InlineData("python", "import atexit, pickle, dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int\natexit.register(lambda: print('bye'))\nprint(pickle.loads(pickle.dumps(P(3))))", "P(x=3)\nbye\n")]
    [InlineData("python", "import sqlite3\nd = sqlite3.connect('/work/a.db'); d.execute('create table t(a)'); d.execute('insert into t values (5)'); d.commit(); print(d.execute('select a from t').fetchone())", "(5,)\n")]
    [InlineData("bash", "set -euo pipefail; mkdir -p a/b; echo 3 > a/b/c; printf '#!/bin/sh\\necho script' > x.sh; chmod +x x.sh; ./x.sh; cat a/b/c | sort | tr 3 4", "script\n4\n")]
    [InlineData("sh", "echo \"$HOME $PWD $(id -u)\"", "/tmp /work 65534\n")]
    [InlineData("perl", "use strict; my %h = (a => 1); print map { \"$_=$h{$_}\\n\" } keys %h;", "a=1\n")]
    [InlineData("sql", "create table t(a int); insert into t values (1), (2); select sum(a) from t;", "3\n")]
    public async Task An_ordinary_program_runs(string language, string code, string expected)
    {
        var run = await house.RunAsync(language, code);

        Assert.Equal(expected, run.GetProperty("stdout").GetString());
        Assert.Equal("", run.GetProperty("stderr").GetString());
        Assert.Equal(0, run.GetProperty("exitCode").GetInt32());
        Assert.False(run.GetProperty("timedOut").GetBoolean() || run.GetProperty("oomKilled").GetBoolean() || run.GetProperty("truncated").GetBoolean());
    }

    [Theory]
    [InlineData("python", "import sys; print(sys.stdin.read().upper())")]
    [InlineData("bash", "tr a-z A-Z; echo")]
    [InlineData("perl", "print uc join '', <STDIN>; print \"\\n\"")]
    public async Task It_reads_its_standard_input_to_the_end(string language, string code) =>
        Assert.Equal("ONE\nTWO\n", (await house.RunAsync(language, code, new { stdin = "one\ntwo" })).GetProperty("stdout").GetString());

    [Theory]
    [InlineData("python", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)", 3)]
    [InlineData("bash", "echo out; echo err >&2; exit 250", 250)]
    [InlineData("perl", "print \"out\\n\"; print STDERR \"err\\n\"; exit 9;", 9)]
    [InlineData("bash", "echo out; echo err >&2; kill -SEGV $$", 139)]
    public async Task Errors_are_kept_apart_and_the_exit_code_is_its_own(string language, string code, int exitCode)
    {
        var run = await house.RunAsync(language, code);
        Assert.Equal(("out\n", "err\n", exitCode), (run.GetProperty("stdout").GetString(), run.GetProperty("stderr").GetString(), run.GetProperty("exitCode").GetInt32()));
    }

    [Fact]
    public async Task A_traceback_shows_the_programs_own_lines_alone()
    {
        var error = (await house.RunAsync("python", "def f():\n    return 1 / 0\nf()")).GetProperty("stderr").GetString()!;
        Assert.Contains("File \"/work/main.py\", line 2, in f", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hydrabot", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_go_in_and_new_ones_come_out()
    {
        var run = await house.RunAsync("python", "import os\nos.makedirs('out')\nopen('out/b.bin', 'wb').write(open('in/a.bin', 'rb').read()[::-1])\nopen('text.txt', 'w').write(open('note.txt').read())", new
        {
            files = new object[] { new { name = "in/a.bin", content = Convert.ToBase64String([1, 2, 255]), encoding = "base64" }, new { name = "note.txt", content = "é" } },
        });

        var files = run.GetProperty("artifacts").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!, file => file.GetProperty("contentBase64").GetBytesFromBase64());
        Assert.Equal(["out/b.bin", "text.txt"], files.Keys.Order());
        Assert.Equal([255, 2, 1], files["out/b.bin"]);
        Assert.Equal("é", Encoding.UTF8.GetString(files["text.txt"]));
    }

    [Fact]
    public async Task A_picture_is_shown_in_the_card()
    {
        const string Draw = "import zlib, struct\ndef part(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\n"
            + "open('dot.png', 'wb').write(b'\\x89PNG\\r\\n\\x1a\\n' + part(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 2, 0, 0, 0)) + part(b'IDAT', zlib.compress(b'\\0\\xff\\0\\0')) + part(b'IEND', b''))";
        var (card, _) = await house.Road.DoneAsync("sandbox.run", SandboxHouse.Arguments("python", Draw));
        Assert.Equal("dot.png", card.Picture?.Name);
    }

    [Fact]
    public async Task Links_devices_and_names_that_lead_elsewhere_stay_inside()
    {
        var run = await house.RunAsync("python", """
            import os, socket
            os.symlink('/etc/passwd', 'link'); os.symlink('/proc', 'folder'); os.mkfifo('pipe')
            socket.socket(socket.AF_UNIX).bind('socket')
            open('new\nline', 'w').write('x'); open('esc\x1b[31m', 'w').write('x'); open('back\\slash', 'w').write('x'); open('rtl\u202egnp.exe', 'w').write('x')
            os.open(b'bad\xff', os.O_CREAT | os.O_WRONLY, 0o600)
            path = 'd'
            for _ in range(40): os.mkdir(path); path += '/d'
            open(path[:-2] + '/deep.txt', 'w').write('x')
            open('good.txt', 'w').write('x')
            """);

        Assert.Equal(["good.txt"], run.GetProperty("artifacts").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        var notes = string.Join('\n', run.GetProperty("notes").EnumerateArray().Select(note => note.GetString()));
        Assert.Contains("since it is a link", notes, StringComparison.Ordinal);
        Assert.Contains("since it is no regular file", notes, StringComparison.Ordinal);
        Assert.Contains("none that may come out", notes, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', notes);
    }

    [Fact]
    public async Task Out_of_memory_out_of_time_and_a_crash_are_told_apart()
    {
        var memory = await house.RunAsync("python", "x = bytearray(400 << 20)");
        var time = await house.RunAsync("python", "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('begun', flush=True)\nwhile True: time.sleep(1)", new { timeoutSeconds = 1 });
        var crash = await house.RunAsync("python", "import ctypes; ctypes.string_at(0)");

        Assert.Equal((true, false, 137), Ends(memory));
        Assert.Equal((false, true, 137), Ends(time));
        Assert.Equal((false, false, 139), Ends(crash));
        Assert.Equal("begun\n", time.GetProperty("stdout").GetString());
        Assert.True(time.GetProperty("durationMs").GetInt64() < 10_000);
        Assert.True(memory.GetProperty("peakMemoryBytes").GetInt64() > 200 << 20);

        static (bool, bool, int) Ends(JsonElement run) => (run.GetProperty("oomKilled").GetBoolean(), run.GetProperty("timedOut").GetBoolean(), run.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Output_beyond_the_limit_is_cut_with_a_note()
    {
        var run = await house.RunAsync("python", "import sys\nfor _ in range(80): sys.stdout.write('é' * 32768)");

        Assert.True(run.GetProperty("truncated").GetBoolean());
        Assert.Equal(0, run.GetProperty("exitCode").GetInt32());
        Assert.Equal(1024 * 1024, Encoding.UTF8.GetByteCount(run.GetProperty("stdout").GetString()!));
        Assert.Contains("1,048,576 of 5,242,880 bytes", run.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_and_terminal_codes_do_no_harm()
    {
        var (card, run) = await house.Road.DoneAsync("sandbox.run", SandboxHouse.Arguments("python", "import os; os.write(1, b'\\xff\\xfe \\x1b[2J\\0 ``` @everyone')"));
        Assert.Equal("\ufffd\ufffd \u001b[2J\0 ``` @everyone", run.GetProperty("stdout").GetString());
        Assert.DoesNotContain('\u001b', card.Text!);
        Assert.DoesNotContain("@everyone", card.Text!, StringComparison.Ordinal);
        Assert.Equal(2, card.Text!.Split("```").Length - 1);
    }

    [Fact]
    public async Task What_it_writes_is_told_while_it_runs()
    {
        var told = new List<string>();
        await house.Road.DoneAsync(
            "sandbox.run", SandboxHouse.Arguments("python", "import time\nprint('first')\ntime.sleep(1)\nprint('second')"), progress: progress => told.Add(progress.Text));
        Assert.Contains(told, text => text.Contains("first", StringComparison.Ordinal) && !text.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secrets_of_the_house_are_masked_in_what_it_writes()
    {
        var run = await house.RunAsync("bash", "echo password=abcdef123456");
        Assert.Equal("password=[secret]\n", run.GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task The_next_program_finds_nothing_of_the_last()
    {
        await house.RunAsync("bash", "touch /work/a /tmp/b /dev/shm/c");
        Assert.Equal("/work/main.sh\n", (await house.RunAsync("bash", "find /work /tmp /dev/shm -type f")).GetProperty("stdout").GetString());
    }

    [Fact]
    public async Task A_language_of_the_settings_is_compiled_and_run()
    {
        await using var own = new SandboxHouse(
            ("Sandbox:Languages:copied:File", "main.copied"), ("Sandbox:Languages:copied:Compile:0", "/bin/bash"), ("Sandbox:Languages:copied:Compile:1", "-c"),
            ("Sandbox:Languages:copied:Compile:2", "grep -q fine main.copied && cp main.copied .build/main && chmod +x .build/main || { echo not fine >&2; exit 4; }"),
            ("Sandbox:Languages:copied:Run:0", "/work/.build/main"));
        await own.InitializeAsync();

        var good = await own.RunAsync("copied", "#!/bin/sh\necho fine; exit 5");
        var bad = await own.RunAsync("copied", "#!/bin/sh");

        Assert.Equal(("fine\n", 5, "run"), (good.GetProperty("stdout").GetString(), good.GetProperty("exitCode").GetInt32(), good.GetProperty("stage").GetString()));
        Assert.Equal(("not fine\n", 4, "compile"), (bad.GetProperty("stderr").GetString(), bad.GetProperty("exitCode").GetInt32(), bad.GetProperty("stage").GetString()));
        Assert.Empty(good.GetProperty("artifacts").EnumerateArray());
    }

    [Fact]
    public async Task A_session_keeps_its_files_and_no_other_caller_sees_them()
    {
        await house.RunAsync("bash", "echo kept > a.txt", new { session = "mine" });
        var mine = await house.RunAsync("python", "print(open('a.txt').read())", new { session = "mine" });
        var other = await house.RunAsync("bash", "cat a.txt", new { session = "mine" }, caller: "another");
        await house.Road.DoneAsync("sandbox.end_session", """{"session": "mine"}""");
        var anew = await house.RunAsync("bash", "ls", new { session = "mine" });

        Assert.Equal("kept\n\n", mine.GetProperty("stdout").GetString());
        Assert.Equal(1, other.GetProperty("exitCode").GetInt32());
        Assert.Equal("main.sh\n", anew.GetProperty("stdout").GetString());
        await house.Road.DoneAsync("sandbox.end_session", """{"session": "mine"}""");
        await house.Road.DoneAsync("sandbox.end_session", """{"session": "mine"}""", caller: "another");
    }

    [Fact]
    public async Task Twenty_at_once_all_finish()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => house.RunAsync("python", $"print({n})", caller: $"caller {n % 5}")));
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"{n}\n"), runs.Select(run => run.GetProperty("stdout").GetString()));
    }

    [Fact]
    public async Task The_history_has_what_ran()
    {
        var run = await house.RunAsync("python", "print('to be found later')");
        var (_, history) = await house.Road.DoneAsync("sandbox.history", """{"count": 100}""");
        var past = history.GetProperty("executions").EnumerateArray().Single(one => one.GetProperty("executionId").GetGuid() == run.GetProperty("executionId").GetGuid());
        Assert.Equal(("print('to be found later')", "to be found later\n", "somebody"), (past.GetProperty("code").GetString(), past.GetProperty("stdout").GetString(), past.GetProperty("caller").GetString()));
    }

    [Fact]
    public async Task The_code_block_of_a_message_runs()
    {
        var message = JsonSerializer.Serialize(new { message = "Try this:\n```python\nprint(6 * 7)\n```\nor not" });
        Assert.Equal("42\n", (await house.Road.DoneAsync("sandbox.run_message", message)).Value.GetProperty("stdout").GetString());
        Assert.Contains("no code block", await house.Road.FailedAsync("sandbox.run_message", """{"message": "hello"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_may_not_run_programs() =>
        Assert.Equal(RefusalKind.Access, Assert.IsType<OperationOutcome.Refused>(
            await house.Road.RunAsync("sandbox.run", SandboxHouse.Arguments("bash", "true"), AccessLevel.Viewer), exactMatch: true).Refusal.Kind);
}
