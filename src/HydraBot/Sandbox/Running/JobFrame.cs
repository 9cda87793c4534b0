using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Sandbox.Languages;

namespace HydraBot.Sandbox.Running;

/// <summary>
/// A job as it goes to the worker's standard input: files, standard input and commands as counted bytes and hexadecimal words, so that nothing
/// in them is ever read as anything else. docs/sandbox.md describes the protocol.
/// </summary>
internal sealed class JobFrame
{
    private JobFrame(byte[] bytes, string mark) => (Bytes, Mark) = (bytes, mark);

    /// <summary>What is sent.</summary>
    public byte[] Bytes { get; }

    /// <summary>What the worker's report begins with; the program never learns it.</summary>
    public string Mark { get; }

    public static JobFrame Of(ExecutionRequest request, ArtifactLimits artifacts, bool session, IReadOnlyDictionary<string, string> environment)
    {
        var language = request.Language;
        var mark = RandomNumberGenerator.GetHexString(32, lowercase: true);
        using var frame = new MemoryStream();
        void Line(string line) => frame.Write(Encoding.ASCII.GetBytes(line + "\n"));
        void Content(string line, ReadOnlySpan<byte> bytes)
        {
            Line(line);
            frame.Write(bytes);
        }

        foreach (var file in request.Files)
            Content(Invariant($"file {file.Content.Length} {Hex(file.Name)}"), file.Content.Span);
        var code = Encoding.UTF8.GetBytes(request.Code);
        Content(Invariant($"file {code.Length} {Hex(language.File)}"), code);
        var stdin = Encoding.UTF8.GetBytes(request.Stdin);
        if (stdin.Length > 0)
            Content(Invariant($"stdin {stdin.Length}"), stdin);
        foreach (var (name, value) in environment)
            Line($"env {Hex(name)} {Hex(value)}");
        if (language.Compile.Count > 0)
            Line($"compile {Words(language.Compile)}");
        Line($"run {Words(language.Run)}");
        Line(Invariant($"timeout {(long)request.Timeout.TotalMilliseconds}"));
        Line(session ? "session 1" : "session 0");
        Line(Invariant($"keep {artifacts.Files} {artifacts.Bytes}"));
        Line("go");
        Line(mark);
        return new JobFrame(frame.ToArray(), mark);
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Select(Hex));

    private static string Hex(string text) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How much may come out as files.</summary>
/// <param name="Files">How many.</param>
/// <param name="Bytes">Together.</param>
internal sealed record ArtifactLimits(int Files, long Bytes)
{
    /// <summary>Under what one Discord message carries: ten files, and with room for the text around them.</summary>
    public static ArtifactLimits Standard { get; } = new(32, 8 * 1024 * 1024);
}
