using System.ComponentModel.DataAnnotations;
using HydraBot.Hosting;
using HydraBot.Hosting.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace HydraBot.Tests.Hosting.Settings;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-settings-");
    private readonly SettingsCheck _check = new([new SettingsSection("Garden:Pond", typeof(Pond)), new SettingsSection("Garden", typeof(Garden))]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_the_options_know_is_accepted() => Assert.Empty(Problems(
        "--Garden:Gate=open", "--garden:pond:DEPTH=2", "--Garden:Beds:0=rose", "--Garden:Keys:any:Token=x", "--Garden:Kind=Wild", "--Garden:Each=00:00:05", "--Garden:Gate="));

    [Theory]
    [InlineData("--Garden:Gat=open", "Setting Garden:Gat in the command line is not known; the nearest is Garden:Gate.")]
    [InlineData("--Gate=open", "Setting Gate in the command line is not known; the nearest")]
    [InlineData("--Garden:Pond:Fish=1", "Setting Garden:Pond:Fish in the command line is not known; the nearest")]
    [InlineData("--Garden:Keys:any:Tokn=1", "Setting Garden:Keys:any:Tokn in the command line is not known; the nearest")]
    [InlineData("--Garden:Gate:Lock=1", "Setting Garden:Gate:Lock in the command line is not known")]
    public void An_unknown_setting_is_named_with_the_nearest(string argument, string problem) =>
        Assert.StartsWith(problem, Assert.Single(Problems(argument)), StringComparison.Ordinal);

    [Theory]
    [InlineData("--Garden:Pond:Depth=deep", "Setting Garden:Pond:Depth is 'deep'; allowed is a whole number.")]
    [InlineData("--Garden:Each=5", "Setting Garden:Each is '5'; allowed is a time such as 00:00:15 (hours:minutes:seconds) or 1.00:00:00 (a day).")]
    [InlineData("--Garden:Kind=Tidyish", "Setting Garden:Kind is 'Tidyish'; allowed is one of Tidy, Wild.")]
    [InlineData("--Garden:Kind=1", "Setting Garden:Kind is '1'; allowed is one of Tidy, Wild.")]
    [InlineData("--Garden:Open=yes", "Setting Garden:Open is 'yes'; allowed is true or false.")]
    [InlineData("--Garden:Pond=deep", "Setting Garden:Pond is 'deep'; allowed is what is below it: Depth.")]
    [InlineData("--Garden:Beds=rose", "Setting Garden:Beds is 'rose'; allowed is a list or named entries.")]
    public void A_value_of_the_wrong_kind_is_named_with_what_is_allowed(string argument, string problem) =>
        Assert.Equal(problem, Assert.Single(Problems(argument)));

    [Fact]
    public void The_value_of_a_secret_is_never_repeated() =>
        Assert.Equal("Setting Api:Keys:ci:Token is '[secret]'; allowed is another.", SettingsCheck.Wrong("Api:Keys:ci:Token", "hunter2", "another"));

    [Fact]
    public void A_file_is_named_by_its_name()
    {
        var file = Path.Combine(_folder.FullName, "appsettings.json");
        File.WriteAllText(file, """{ "Garden": { "Fence": 1 } }""");
        Assert.StartsWith("Setting Garden:Fence in appsettings.json is not known", Assert.Single(
            _check.Problems(new ConfigurationBuilder().AddJsonFile(file).Build())), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_the_environment_only_what_is_below_a_section_is_ours()
    {
        Environment.SetEnvironmentVariable("Garden__Fence", "1");
        Environment.SetEnvironmentVariable("GARDEN", "somebody else's");
        Environment.SetEnvironmentVariable("Orchard__Tree", "somebody else's");
        try
        {
            Assert.StartsWith("Setting Garden:Fence in the environment is not known", Assert.Single(
                _check.Problems(new ConfigurationBuilder().AddEnvironmentVariables().Build())), StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            foreach (var name in new[] { "Garden__Fence", "GARDEN", "Orchard__Tree" })
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    private IReadOnlyList<string> Problems(params string[] args) => _check.Problems(new ConfigurationBuilder().AddCommandLine(args).Build());

    internal sealed class Garden
    {
        public string? Gate { get; set; }

        public bool Open { get; set; }

        public TimeSpan Each { get; set; }

        public GardenKind Kind { get; set; }

        public IList<string> Beds { get; } = [];

        public Dictionary<string, Key> Keys { get; set; } = [];

        public string Described => $"{Kind}";
    }

    internal sealed class Key
    {
        public string? Token { get; set; }
    }

    internal sealed class Pond
    {
        [Range(0, 5)]
        public int Depth { get; set; }
    }

    internal enum GardenKind
    {
        Tidy = 0,
        Wild = 1,
    }
}
