using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Languages;

namespace HydraBot.Sandbox.Image;

/// <summary>
/// Builds the image out of Debian packages and hands it to the engine: no image registry is asked. The packages' signatures are checked by apt, time
/// stamps and order are fixed, so the same packages give the same layer (but for what Mono compiles ahead for C#, in which two files come out otherwise each time).
/// </summary>
internal sealed class ImageBuilder(Recipe recipe, SandboxAssets assets, LanguageTable languages, SandboxEngine engine, SandboxImage image, ApplicationPaths paths)
{
    private const string Tool = "mmdebstrap";
    private const int LinesKept = 15;

    /// <summary>Builds and pins it, whether or not the engine has it already.</summary>
    /// <exception cref="OperationException">A sentence on what is missing, or what the tool said.</exception>
    public async Task<PinnedImage> BuildAsync(IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        await engine.LookAsync(cancellationToken);
        var folder = Directory.CreateDirectory(Path.Combine(paths.Data, "sandbox", $"build-{Guid.CreateVersion7():N}")).FullName;
        try
        {
            var archive = Path.Combine(folder, "root.tar");
            await MakeRootAsync(folder, archive, progress, cancellationToken);
            progress.Report(new OperationProgress("Handing the image to the engine", 0.9));
            await using (var content = new ProgressStream(File.OpenRead(archive), share => progress.Report(new OperationProgress("Handing the image to the engine", 0.9 + (share / 10)))))
                await engine.ImportAsync(recipe.ImageName, content, Changes(await File.ReadAllLinesAsync(Path.Combine(folder, "packages"), cancellationToken)), cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var built = await engine.FindImageAsync(recipe.ImageName, cancellationToken) ?? throw new OperationException($"The engine took {recipe.ImageName} and does not have it.");
        image.Pin(built.RootFS?.Layers ?? []);
        progress.Report(new OperationProgress("Done", 1));
        return await image.RequireAsync(cancellationToken);
    }

    private async Task MakeRootAsync(string folder, string archive, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Tool)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--verbose", "--variant=essential", $"--include={string.Join(',', recipe.Packages)}", "--aptopt=APT::Install-Recommends \"false\"",
                "--customize-hook=sh \"$HYDRA_SANDBOX_ASSETS/finish\" \"$1\" \"$HYDRA_SANDBOX_ASSETS\"",
                $"--customize-hook=copy-out /opt/hydrabot/packages {folder}", recipe.Suite, archive,
            },
            Environment = { ["SOURCE_DATE_EPOCH"] = "0", ["HYDRA_SANDBOX_ASSETS"] = assets.Folder, ["LC_ALL"] = "C.UTF-8" },
        };
        foreach (var source in recipe.Sources)
            start.ArgumentList.Add(source);

        using var process = Start(start);
        var steps = new BuildSteps(progress);
        try
        {
            await Task.WhenAll(ReadAsync(process.StandardError, steps, cancellationToken), ReadAsync(process.StandardOutput, steps, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
            throw;
        }

        if (process.ExitCode != 0)
            throw new OperationException($"{Tool} ended with {process.ExitCode}. It said:\n{string.Join('\n', steps.Last(LinesKept))}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new OperationException($"The image is built with {Tool}, which is not here: apt-get install {Tool} (on a machine with Debian or Ubuntu).", missing);
        }
    }

    /// <summary>Asks first: a tool that is killed leaves its mounts behind.</summary>
    private static async Task EndAsync(Process process)
    {
        using var ask = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task ReadAsync(StreamReader output, BuildSteps steps, CancellationToken cancellationToken)
    {
        while (await output.ReadLineAsync(cancellationToken) is { } line)
            steps.Read(line);
    }

    private IEnumerable<string> Changes(string[] packages)
    {
        var wanted = languages.All.Select(language => language.Packages is [var first, ..] ? first : "").ToHashSet();
        var versions = packages.Select(line => line.Split(' ')).Where(words => words is [var name, _] && wanted.Contains(name)).Select(words => $"{words[0]}={words[1]}");
        return
        [
            "USER 65534:65534", "WORKDIR /work", $"LABEL \"{SandboxLabels.Recipe}\"=\"{recipe.Hash}\"",
            $"LABEL \"{PinnedImage.VersionsLabel}\"=\"{string.Join(' ', versions)}\"",
        ];
    }
}
