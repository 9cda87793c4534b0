using HydraBot.Speech.Synthesis;
using Xunit;

namespace HydraBot.Tests.Speech;

public class SpokenFormTests
{
    [Theory]
    [InlineData("CPU at 87%", "CPU at eighty seven percent")]
    [InlineData("1.5 GB of 16 GiB", "one point five gigabytes of sixteen gibibytes")]
    [InlineData("1 GB", "one gigabyte")]
    [InlineData("took 250 ms", "took two hundred fifty milliseconds")]
    [InlineData("192.168.1.10:8080", "one hundred ninety two dot one hundred sixty eight dot one dot ten port eight thousand eighty")]
    [InlineData("v2.10.3 is out", "version two point ten point three is out")]
    [InlineData("at 14:05", "at fourteen oh five")]
    [InlineData("at 9:00", "at nine o'clock")]
    [InlineData("3/4 healthy", "three of four healthy")]
    [InlineData("/var/log/syslog", "var slash log slash syslog")]
    [InlineData("`jellyfin` is **up**", "jellyfin is up")]
    [InlineData("see [the page](http://x.y/z)", "see the page")]
    [InlineData("nginx on db-2", "engine x on db two")]
    [InlineData("-4 °C", "minus four degrees celsius")]
    [InlineData("🟢 all good", "all good")]
    [InlineData("up since <t:1700000000:R>", "up since")]
    [InlineData("1,234 requests", "one thousand two hundred thirty four requests")]
    [InlineData("https://grafana.lan:3000/d/abc", "grafana dot lan port three thousand")]
    [InlineData("backup of 2026-11-28 03:00", "backup of november twenty eighth two thousand twenty six at three o'clock")]
    [InlineData("on the 1st, 2nd, 3rd, 12th, 20th and 21st", "on the first, second, third, twelfth, twentieth and twenty first")]
    [InlineData("10.0.0.0/24 is full", "ten dot zero dot zero dot zero slash twenty four is full")]
    [InlineData("takes 3-5 min", "takes three to five minutes")]
    [InlineData("40–60%", "forty to sixty percent")]
    [InlineData("costs $5.50, then $1", "costs five dollars and fifty cents, then one dollar")]
    [InlineData("up 24/7", "up twenty four seven")]
    [InlineData("see #12", "see number twelve")]
    [InlineData("at 940 Mbps and 1.2 GiB/s", "at nine hundred forty megabits a second and one point two gibibytes a second")]
    [InlineData("48 kHz, 12 kWh, 80 µs", "forty eight kilohertz, twelve kilowatt hours, eighty microseconds")]
    [InlineData("worker-3-5 on db-2", "worker three five on db two")]
    [InlineData("the vm needs more vram", "the V M needs more V ram")]
    public void What_is_written_becomes_what_is_said(string written, string said) => Assert.Equal(said, SpokenForm.Of(written));

    [Theory]
    [InlineData("home-assistant", "home assistant")]
    [InlineData("db_2", "db two")]
    [InlineData("radarrMain10", "radarr main ten")]
    public void A_name_becomes_its_words(string name, string said) => Assert.Equal(said, SpokenForm.OfName(name));

    [Theory]
    [InlineData("Done. All is well! Really?", new[] { "Done.", "All is well!", "Really?" })]
    [InlineData("Dr. Smith paid 1.5 of it, e.g. today. Yes.", new[] { "Dr. Smith paid 1.5 of it, e.g. today.", "Yes." })]
    public void Text_is_cut_where_a_speaker_breathes(string text, string[] sentences) => Assert.Equal(sentences, Sentences.Split(text));

    [Fact]
    public void A_first_piece_is_short_and_nothing_is_lost()
    {
        var text = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"word{i}"));
        var pieces = Sentences.Split(text).ToList();

        Assert.True(pieces[0].Length <= 120);
        Assert.All(pieces, piece => Assert.InRange(piece.Length, 1, 300));
        Assert.Equal(text, string.Join(' ', pieces));
    }
}
