using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using HydraBot.Fleet.Compose;
using HydraBot.Fleet.Compose.Editing;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Compose.Yaml;
using HydraBot.Governance.Operations;
using Xunit;
using YamlDotNet.Serialization;

namespace HydraBot.Tests.Fleet.Compose;

/// <summary>A patch touches no byte that is not its own.</summary>
public sealed class HealthcheckPatchTests
{
    private static readonly HealthcheckDraft Draft = new("test \"$HOME\" = 'x' || exit 1", null, TimeSpan.FromSeconds(90), "test");

    public static TheoryData<string, bool> Styles()
    {
        var data = new TheoryData<string, bool>();
        foreach (var style in ComposeTexts.Written.Keys)
        {
            data.Add(style, false);
            data.Add(style, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void In_any_style_the_file_is_the_same_but_for_the_insertion(string style, bool mark)
    {
        var (text, service) = ComposeTexts.Written[style];
        var bytes = Encoding.UTF8.GetBytes(text);
        Hold(mark ? [.. Encoding.UTF8.Preamble, .. bytes] : bytes, service);
    }

    [Property(MaxTest = 1500)]
    public void In_a_file_that_chance_wrote_too(int seed)
    {
        var (bytes, service) = ComposeTexts.Random(seed);
        Hold(bytes, service);
    }

    [Fact]
    public void It_stands_below_the_other_keys_in_their_own_indentation()
    {
        var after = Patched("services:\n    web:\n        image: nginx\n        ports:\n        - 80:80\n        # - 443:443\n\n    db:\n        image: postgres\n", "web");
        Assert.Equal(
            """
            services:
                web:
                    image: nginx
                    ports:
                    - 80:80
                    # - 443:443
                    healthcheck:
                        test: ["CMD-SHELL", "test \"$$HOME\" = 'x' || exit 1"]
                        interval: 30s
                        timeout: 5s
                        retries: 3
                        start_period: 90s

                db:
                    image: postgres

            """.ReplaceLineEndings("\n"),
            after);
    }

    [Fact]
    public void A_service_that_others_take_over_is_left_alone()
    {
        var file = File("services:\n  web: &web\n    image: nginx\n  worker:\n    <<: *web\n    command: work\n");
        Assert.Contains("*web", Assert.Throws<OperationException>(() => HealthcheckPatch.Into(file, "web", Draft, new ComposeOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("worker:\n    <<: *web\n    command: work\n    healthcheck:", TextEdit.Apply(file.Text, [HealthcheckPatch.Into(file, "worker", Draft, new ComposeOptions())]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services:\n  web:\n    image: nginx\n  web:\n    image: nginx\n", "3:3: 'web' stands here a second time", 4)]
    [InlineData("services:\n  web:\n    image: nginx\n   ports: [\n", "compose.yaml:", 4)]
    [InlineData("services:\n  web: *nothing\n", "compose.yaml:2:8", 2)]
    [InlineData("", "compose.yaml:1:1: it is empty", 1)]
    [InlineData("- a\n", "no mapping", 1)]
    public void A_faulty_file_is_told_with_its_line(string text, string said, int line)
    {
        var failure = Assert.Throws<OperationException>(() => HealthcheckPatch.Into(File(text), "web", Draft, new ComposeOptions()));
        Assert.Contains(said.Split(": ")[^1], failure.Message, StringComparison.Ordinal);
        Assert.Equal(line, File(text).Fault!.Line);
    }

    [Fact]
    public void Aliases_that_stand_for_a_forest_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var depth = 1; depth < 12; depth++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{depth}: &a{depth} [{string.Join(", ", Enumerable.Repeat($"*a{depth - 1}", 9))}]\n");
        text.Append("services:\n  web:\n    image: nginx\n");
        Assert.Throws<YamlFault>(() => HealthcheckPatch.Into(File(text.ToString()), "web", Draft, new ComposeOptions()));
    }

    internal static void Hold(byte[] bytes, string service)
    {
        var file = ComposeFile.Of("/compose.yaml", "/compose.yaml", bytes);
        var edit = HealthcheckPatch.Into(file, service, Draft, new ComposeOptions());
        var after = file.With(TextEdit.Apply(file.Text, [edit]));

        // The law: without the bytes that came in, it is the file that was there.
        var inserted = Encoding.UTF8.GetBytes(edit.Text);
        var at = bytes.Length - file.With(file.Text[edit.Offset..]).Length + (bytes.Length - Encoding.UTF8.GetByteCount(file.Text));
        Assert.Equal(0, edit.Removed);
        Assert.Equal(inserted, after.AsSpan(at, inserted.Length).ToArray());
        Assert.Equal(bytes, (byte[])[.. after.AsSpan(0, at), .. after.AsSpan(at + inserted.Length)]);

        // Another reader than ours, which puts in merges itself, finds the same and one healthcheck more.
        var (before, now) = (Peer(bytes), Peer(after));
        var check = Assert.IsType<JsonObject>(now["services"]![service]!["healthcheck"]);
        Assert.Equal(["CMD-SHELL", "test \"$$HOME\" = 'x' || exit 1"], check["test"]!.AsArray().Select(word => word!.ToString()));
        Assert.Equal("90s", check["start_period"]!.ToString());
        now["services"]![service]!.AsObject().Remove("healthcheck");
        Assert.True(JsonNode.DeepEquals(before, now));
    }

    private static JsonNode Peer(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes));
        var read = new DeserializerBuilder().Build().Deserialize<object>(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(reader)));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(read))!;
    }

    private static ComposeFile File(string text) => ComposeFile.Of("/compose.yaml", "/compose.yaml", Encoding.UTF8.GetBytes(text));

    private static string Patched(string text, string service) => TextEdit.Apply(text, [HealthcheckPatch.Into(File(text), service, Draft, new ComposeOptions())]);
}
