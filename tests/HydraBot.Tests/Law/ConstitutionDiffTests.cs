using HydraBot.Law.Constitution;
using Xunit;

namespace HydraBot.Tests.Law;

public sealed class ConstitutionDiffTests : IDisposable
{
    private const string First = "version: 1\narticles: [{ id: a, title: A, text: A., rules: [{ operations: room.*, decision: allow }] }]";
    private const string Second = "version: 1\narticles: [{ id: a, title: A, text: A., rules: [{ operations: room.*, decision: deny }] }]";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-diff-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Two_laws_are_compared_in_words()
    {
        var (code, text) = await DiffAsync(First, Second);
        Assert.Equal(1, code);
        Assert.Equal(["a: no longer: Allows room.*", "a: new rule: Forbids room.*"], text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, (await DiffAsync(First, First)).Code);
    }

    [Fact]
    public async Task A_text_that_is_no_law_is_named_with_its_line()
    {
        var (code, text) = await DiffAsync(First, "version: 1\narticles: [{ id: a }]");
        Assert.Equal(1, code);
        Assert.Contains("b.yaml:2:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_use()
    {
        var output = new StringWriter();
        Assert.Equal(2, await ConstitutionDiff.RunAsync(output, Path.Combine(_folder.FullName, "no"), Path.Combine(_folder.FullName, "no"), Token));
        Assert.Contains("no", output.ToString(), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<(int Code, string Text)> DiffAsync(string before, string after)
    {
        var (a, b) = (Path.Combine(_folder.FullName, "a.yaml"), Path.Combine(_folder.FullName, "b.yaml"));
        await File.WriteAllTextAsync(a, before, Token);
        await File.WriteAllTextAsync(b, after, Token);
        var output = new StringWriter();
        return (await ConstitutionDiff.RunAsync(output, a, b, Token), output.ToString());
    }
}
