using System.Globalization;
using HydraBot.Fleet.Compose;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Governance.Operations;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.Tests.Fleet.Compose;

/// <summary>Compose files that people wrote: those of the folder that <c>HYDRA_COMPOSE_FILES</c> names, else those of this repository.</summary>
public sealed class ComposeCorpusTests(ITestOutputHelper output)
{
    private static readonly HealthcheckDraft Draft = new("test \"$HOME\" = 'x' || exit 1", null, TimeSpan.FromSeconds(90), "test");

    [Fact]
    public void A_patch_of_any_service_of_theirs_keeps_every_byte_that_is_not_its_own()
    {
        var files = Files().ToArray();
        var (patched, have, left, faults, broken) = (0, 0, new List<string>(), new List<string>(), new List<string>());
        foreach (var path in files)
        {
            var bytes = File.ReadAllBytes(path);
            try
            {
                var file = ComposeFile.Of(path, path, bytes);
                var services = Services(file, faults);
                have += services.Count(service => service.Has);
                foreach (var (service, _) in services.Where(service => !service.Has))
                {
                    try
                    {
                        HealthcheckPatch.Into(file, service, Draft, new ComposeOptions());
                        HealthcheckPatchTests.Hold(bytes, service);
                        patched++;
                    }
                    catch (OperationException reason)
                    {
                        left.Add(reason.Message);
                    }
                }
            }
            catch (Exception exception) when (exception is not OperationException)
            {
                broken.Add($"{path}: {exception.GetType().Name}: {exception.Message}");
            }
            catch (OperationException reason)
            {
                faults.Add($"{path}: {reason.Message}");
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{files.Length} files: {patched} services patched, {have} have a healthcheck, {left.Count} left to people, {faults.Count} files cannot be read, {broken.Count} broken"));
        foreach (var line in broken.Concat(faults).Concat(left))
            output.WriteLine(line);
        Assert.Empty(broken);
        Assert.True(patched + have > 0);
    }

    private static IReadOnlyList<(string Name, bool Has)> Services(ComposeFile file, List<string> faults)
    {
        if (file.Fault is { } fault)
        {
            faults.Add($"{file.HostPath}:{fault.Line}:{fault.Column}: {fault.Message}");
            return [];
        }

        return HydraBot.Fleet.Compose.Yaml.YamlModel.Of(file.Sound())?["services"] is System.Text.Json.Nodes.JsonObject services
            ? [.. services.Select(service => (service.Key, (service.Value as System.Text.Json.Nodes.JsonObject)?.ContainsKey("healthcheck") == true))]
            : [];
    }

    private static IEnumerable<string> Files() => Environment.GetEnvironmentVariable("HYDRA_COMPOSE_FILES") is { Length: > 0 } folder
        ? Directory.EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        : [Path.Combine(SourceFolder.Root, "compose.yaml")];
}
