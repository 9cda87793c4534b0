using HydraBot.Governance.Constitution;
using HydraBot.Law.Constitution;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Law;

public sealed class AdoptionTests : IDisposable
{
    private const string First = "version: 1\narticles: [{ id: a, title: A, text: A., rules: [{ operations: room.*, decision: allow }] }]";
    private const string Second = "version: 2\narticles: [{ id: a, title: A, text: A., rules: [{ operations: room.*, decision: deny }] }, { id: b, title: B, text: B. }]";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-law-");

    private string File => Path.Combine(_folder.FullName, "law.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_law_that_changed_on_disk_is_in_force_only_after_it_was_adopted_and_the_house_started_again()
    {
        System.IO.File.WriteAllText(File, First);
        var first = Start();
        Assert.True(first.IsFirst);
        first.Adopt(first.InForce.Sha256);

        System.IO.File.WriteAllText(File, Second);
        Assert.Equal("1", first.InForce.Version);
        var second = Start();
        Assert.Equal("1", second.InForce.Version);
        Assert.Equal("2", second.Pending!.Version);

        Assert.Throws<IOException>(() => second.Adopt(second.InForce.Sha256));
        second.Adopt(second.Pending.Sha256);
        Assert.Equal("1", second.InForce.Version);
        var third = Start();
        Assert.Equal("2", third.InForce.Version);
        Assert.Null(third.Pending);
    }

    [Fact]
    public void A_change_is_told_in_words()
    {
        var changes = LawComparison.Of(ConstitutionReader.Read(First), ConstitutionReader.Read(Second));
        Assert.Equal(
            ["The version becomes 2; it was 1.", "a: no longer: Allows room.*", "a: new rule: Forbids room.*", "New article b: B."], changes);
        Assert.Empty(LawComparison.Of(ConstitutionReader.Read(First), ConstitutionReader.Read(First)));
        Assert.Contains("Only the wording", Assert.Single(LawComparison.Of(ConstitutionReader.Read(First), ConstitutionReader.Read(First + " # x"))), StringComparison.Ordinal);
    }

    private AdoptedLaw Start() => new(
        Options.Create(new ConstitutionOptions { Path = File }),
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Path"] = _folder.FullName }).Build());
}
