using System.Globalization;
using System.Text;

namespace HydraBot.Sandbox.Running;

/// <summary>What the worker says of a job that ended. It comes out of the sandbox, so nothing in it is trusted further than it is checked here.</summary>
internal sealed class WorkerReport
{
    private const int MostFiles = 256;

    private readonly List<(byte[] Name, byte[] Content)> _files = [];
    private readonly List<(byte[] Name, string Reason)> _skipped = [];

    /// <summary>The program's own, or 128 and the number of the signal that ended it.</summary>
    public int ExitCode { get; private set; }

    /// <summary>True when it was the compiler that ended, and not the program.</summary>
    public bool IsCompiler { get; private set; }

    /// <summary>True when the time was up.</summary>
    public bool IsLate { get; private set; }

    /// <summary>How many processes the kernel ended for want of memory, since the sandbox was started.</summary>
    public int OutOfMemory { get; private set; }

    /// <summary>Bytes, the most at once since the sandbox was started.</summary>
    public long PeakMemory { get; private set; }

    public IReadOnlyList<(byte[] Name, byte[] Content)> Files => _files;

    public IReadOnlyList<(byte[] Name, string Reason)> Skipped => _skipped;

    /// <summary>True when a report has come to its end.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => Walk(bytes, null);

    /// <summary>Reads what is there of a report.</summary>
    public static WorkerReport Read(ReadOnlySpan<byte> bytes)
    {
        var report = new WorkerReport();
        Walk(bytes, report);
        return report;
    }

    private static bool Walk(ReadOnlySpan<byte> bytes, WorkerReport? report)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = Encoding.ASCII.GetString(bytes[..end]);
            bytes = bytes[(end + 1)..];
            if (line == "end")
                return true;
            var words = line.Split(' ');
            if (words is not ["file", var length, var name])
            {
                report?.Take(words);
            }
            else
            {
                if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > bytes.Length)
                    return false;
                report?.TakeFile(name, bytes[..count]);
                bytes = bytes[count..];
            }
        }

        return false;
    }

    private void Take(string[] words)
    {
        switch (words)
        {
            case ["exit", var code] when Number(code) is { } value:
                ExitCode = (int)Math.Min(value, 255);
                break;
            case ["stage", var stage]:
                IsCompiler = stage == "compile";
                break;
            case ["late", var late]:
                IsLate = late == "1";
                break;
            case ["oom", var kills] when Number(kills) is { } value:
                OutOfMemory = (int)Math.Min(value, int.MaxValue);
                break;
            case ["peak", var bytes] when Number(bytes) is { } value:
                PeakMemory = value;
                break;
            case ["skip", var reason, var name] when _skipped.Count < MostFiles:
                _skipped.Add((Hex(name), reason));
                break;
        }
    }

    private void TakeFile(string name, ReadOnlySpan<byte> content)
    {
        if (_files.Count < MostFiles)
            _files.Add((Hex(name), content.ToArray()));
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static byte[] Hex(string text)
    {
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : [];
    }
}
