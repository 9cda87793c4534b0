using System.Buffers;
using System.Text;

namespace HydraBot.Sandbox.Running;

/// <summary>One output stream: what the program wrote, up to the mark; what the worker reports, behind it.</summary>
internal sealed class MarkedStream(string mark, int keep)
{
    /// <summary>Artifacts at their most, and the lines around them.</summary>
    private const int MostReport = 12 * 1024 * 1024;

    private readonly byte[] _mark = Encoding.ASCII.GetBytes($"\0HYDRA:{mark}\n");
    private readonly ArrayBufferWriter<byte> _report = new();
    private byte[] _open = [];

    /// <summary>What the program wrote.</summary>
    public CappedOutput Output { get; } = new(keep);

    /// <summary>True once the mark was seen.</summary>
    public bool IsMarked { get; private set; }

    /// <summary>True when more stands behind the mark than a worker ever reports.</summary>
    public bool IsOverfull => _report.WrittenCount > MostReport;

    /// <summary>What stands behind the mark.</summary>
    public ReadOnlySpan<byte> Report => _report.WrittenSpan;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (IsMarked)
        {
            _report.Write(bytes);
            return;
        }

        // What may be the beginning of the mark is held back until it is known.
        Span<byte> text = [.. _open, .. bytes];
        var at = text.IndexOf(_mark);
        if (at >= 0)
        {
            IsMarked = true;
            _open = [];
            Output.Add(text[..at]);
            _report.Write(text[(at + _mark.Length)..]);
            return;
        }

        var held = Beginning(text);
        Output.Add(text[..^held]);
        _open = text[^held..].ToArray();
    }

    /// <summary>Nothing more comes: what was held back is output after all.</summary>
    public void End()
    {
        Output.Add(_open);
        _open = [];
    }

    private int Beginning(ReadOnlySpan<byte> text)
    {
        for (var length = Math.Min(_mark.Length - 1, text.Length); length > 0; length--)
        {
            if (text[^length..].SequenceEqual(_mark.AsSpan(0, length)))
                return length;
        }

        return 0;
    }
}
