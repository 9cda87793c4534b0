using System.Globalization;
using System.Text.RegularExpressions;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Image;

/// <summary>Reads how far the tool has come out of what it says: phases, and between them packages that were unpacked and set up.</summary>
internal sealed partial class BuildSteps(IProgress<OperationProgress> progress)
{
    private static readonly (string Said, string Step, double Fraction)[] Phases =
    [
        ("running apt-get update", "Asking Debian what there is", 0.02),
        ("downloading packages", "Fetching packages", 0.05),
        ("extracting archives", "Unpacking the base", 0.25),
        ("installing essential", "Setting up the base", 0.3),
        ("installing remaining", "Installing the languages", 0.35),
        ("running --customize-hook", "Taking out what programs could misuse", 0.8),
        ("creating tarball", "Packing", 0.83),
    ];

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private string _step = "Beginning";
    private double _fraction;
    private int _packages = 100;
    private int _done;

    public void Read(string line)
    {
        lock (_lock)
        {
            _lines.Enqueue(line);
            if (_lines.Count > 40)
                _lines.Dequeue();
            if (Phases.FirstOrDefault(phase => line.StartsWith("I: ", StringComparison.Ordinal) && line.Contains(phase.Said, StringComparison.Ordinal)) is { Step: { } step } found)
                (_step, _fraction, _done) = (step, Math.Max(_fraction, found.Fraction), 0);
            else if (Count().Match(line) is { Success: true } count)
                _packages = Math.Max(1, int.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            else if (_fraction >= 0.35 && (line.StartsWith("Unpacking ", StringComparison.Ordinal) || line.StartsWith("Setting up ", StringComparison.Ordinal)))
                _fraction = Math.Min(0.8, 0.35 + (0.45 * ++_done / (2.0 * _packages)));
            else
                return;
            progress.Report(new OperationProgress(_step, _fraction));
        }
    }

    /// <summary>The last lines, for when it failed.</summary>
    public IReadOnlyList<string> Last(int count)
    {
        lock (_lock)
            return [.. _lines.TakeLast(count)];
    }

    [GeneratedRegex(@"(\d+) newly installed")]
    private static partial Regex Count();
}
