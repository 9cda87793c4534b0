using System.Text.Json.Nodes;
using Xunit;

namespace HydraBot.Tests.Mls;

/// <summary>The MLS working group's test vectors, as they are beside this file.</summary>
internal static class MlsVectors
{
    /// <summary>Runs a check on every case of a file, and on exactly as many as there should be.</summary>
    public static void Each(string file, int expected, Action<JsonNode> check)
    {
        var ran = 0;
        foreach (var test in Read(file))
        {
            try
            {
                check(test!);
            }
            catch (Exception e)
            {
                Assert.Fail($"{file}, case {ran}: {e}");
            }
            ran++;
        }
        Assert.Equal(expected, ran);
    }

    public static JsonArray Read(string file)
    {
        using var stream = typeof(MlsVectors).Assembly.GetManifestResourceStream($"mls/{file}.json")
            ?? throw new InvalidOperationException($"There is no vector file '{file}'.");
        return JsonNode.Parse(stream)!.AsArray();
    }

    public static byte[] Hex(this JsonNode test, string name) => Convert.FromHexString(test[name]!.GetValue<string>());

    public static byte[] Hex(this JsonNode value) => Convert.FromHexString(value.GetValue<string>());

    public static int Int(this JsonNode test, string name) => test[name]!.GetValue<int>();

    public static uint UInt(this JsonNode test, string name) => test[name]!.GetValue<uint>();

    public static string Text(this JsonNode test, string name) => test[name]!.GetValue<string>();

    public static void AssertHex(this JsonNode test, string name, ReadOnlySpan<byte> actual) =>
        Assert.Equal(test.Text(name), Convert.ToHexStringLower(actual));
}
