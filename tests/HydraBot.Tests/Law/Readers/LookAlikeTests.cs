using System.Diagnostics;
using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Readers;
using HydraBot.Testing;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Tests.Law.Readers;

/// <summary>Signs that stand for plain ones, against Unicode's own tables as node has them.</summary>
public class LookAlikeTests
{
    private const string AllForms = """
        for (let at = 0x80; at < 0x110000; at++) {
            if (at >= 0xD800 && at < 0xE000) continue;
            const sign = String.fromCodePoint(at), form = sign.normalize('NFKC');
            if (form !== sign && /^[!-~]+$/.test(form)) console.log(JSON.stringify([sign, form]));
        }
        """;

    [Fact]
    public async Task A_secret_is_known_behind_every_sign_that_stands_for_some_of_its_letters()
    {
        var known = (await FormsAsync()).Select(line => JsonSerializer.Deserialize<string[]>(line)!).ToArray();
        Assert.True(known.Length > 1300, $"node knows {known.Length} such signs only");
        Assert.Empty(known.Where(pair => !IsSecret($"planted-{pair[0]}-secret", $"planted-{pair[1]}-secret")).Select(pair => $"{pair[0]} is not read as {pair[1]}"));
    }

    private static bool IsSecret(string text, string secret) =>
        new ActReader(JudgedPlaces.Places, null, new SecretMask([secret])).Read("message.send", JsonSerializer.SerializeToElement(new { text })).Any(fact => fact.Name == "secret.send");

    private static async Task<string[]> FormsAsync()
    {
        var node = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);
        Parts.Require(node is not null, "There is no node (apt-get install nodejs).");
        using var process = Process.Start(new ProcessStartInfo(node!, ["-e", AllForms]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
