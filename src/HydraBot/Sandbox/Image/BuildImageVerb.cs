using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Image;

/// <summary><c>HydraBot sandbox build-image</c>: one step from nothing to an image, with a bar that fills.</summary>
internal sealed class BuildImageVerb(ImageBuilder builder, Recipe recipe)
{
    public async Task<int> RunAsync(TextWriter output, bool redraws, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Building {recipe.ImageName} from {recipe.Packages.Count} Debian packages and what they need");
        var bar = new ProgressBar(output, redraws);
        try
        {
            var built = await builder.BuildAsync(bar, cancellationToken);
            bar.End();
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{recipe.ImageName} is ready: {built.Size / 1048576.0:0} MiB, layer {string.Join(", ", built.Layers)}"));
            return 0;
        }
        catch (OperationException failure)
        {
            bar.End();
            await output.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            bar.End();
            await output.WriteLineAsync("Stopped; nothing was kept.");
            return 1;
        }
    }

    /// <summary>On a terminal one line that is drawn again; elsewhere a line a step.</summary>
    private sealed class ProgressBar(TextWriter output, bool redraws) : IProgress<OperationProgress>
    {
        private const int Width = 30;

        private readonly Lock _lock = new();
        private string _shown = "";

        public void Report(OperationProgress value)
        {
            var full = (int)(Width * (value.Fraction ?? 0));
            var line = redraws
                ? string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', Width - full)}] {value.Fraction * 100:0} % {value.Text}")
                : value.Text;
            lock (_lock)
            {
                if (line == _shown)
                    return;
                if (redraws)
                    output.Write($"\r{line.PadRight(_shown.Length)}");
                else
                    output.WriteLine(line);
                _shown = line;
            }
        }

        public void End()
        {
            lock (_lock)
            {
                if (redraws && _shown.Length > 0)
                    output.WriteLine();
            }
        }
    }
}
