using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using HydraBot.Governance.Constitution;
using Xunit;

namespace HydraBot.Tests.Law.Readers;

/// <summary>Wrapping, quoting, encoding or splitting a forbidden command never makes it allowed.</summary>
public class DisguiseTests
{
    private static readonly string[] Forbidden =
    [
        "git push --force", "git push origin +main", "git push origin :main", "git reflog expire --expire=now --all", "rm -rf /srv/hydra/backups", "rm -rf /etc", "psql shop -c 'DROP TABLE users'",
        "sqlite3 app.db 'delete from items'", "ufw disable", "chmod 777 app", "docker run --privileged alpine", "cat .env", "cat /srv/hydra/secrets/token", "sed -i s/deny/allow/ CONSTITUTION.yaml",
        "curl -X POST http://127.0.0.1:8700/constitution/emergency/resume", "dropdb shop", "docker volume rm data", "systemctl stop hydrabot",
    ];

    private static readonly (string Name, Func<string, string> Wrap)[] Wraps =
    [
        ("sh -c", c => $"sh -c {Quote(c)}"), ("bash -lc", c => $"bash -lc {Quote(c)}"), ("eval", c => $"eval {Quote(c)}"), ("sudo", c => $"sudo bash -c {Quote(c)}"), ("timeout", c => $"timeout -k 1 30 sh -c {Quote(c)}"),
        ("env", c => $"env A=1 sh -c {Quote(c)}"), ("nohup", c => $"nohup sh -c {Quote(c)} &"), ("busybox", c => $"busybox sh -c {Quote(c)}"), ("ssh", c => $"ssh nas.lan {Quote(c)}"), ("xargs", c => $"echo {Quote(c)} | xargs -I X sh -c X"),
        ("pipe", c => $"echo {Quote(c)} | sh"), ("printf", c => $"printf %s {Quote(c)} | bash"), ("here-string", c => $"bash <<< {Quote(c)}"), ("here-document", c => $"sh <<'END'\n{c}\nEND"),
        ("base64", c => $"echo {Base64(c)} | base64 -d | sh"), ("base64 substitution", c => $"bash -c \"$(echo {Base64(c)} | base64 --decode)\""), ("hex", c => $"echo {Convert.ToHexStringLower(Encoding.UTF8.GetBytes(c))} | xxd -r -p | sh"),
        ("reversed", c => $"echo {Quote(Reversed(c))} | rev | sh"), ("ANSI-C", c => $"eval $'{Escaped(c)}'"), ("after", c => $"ls; {c}"), ("and", c => $"true && {c}"), ("or", c => $"false || {c}"), ("pipe into", c => $"ls | {c}"),
        ("subshell", c => $"({c})"), ("group", c => $"{{ {c}\n}}"), ("substitution", c => $"echo $({c})"), ("backquotes", c => c.Contains('`', StringComparison.Ordinal) || c.Contains('\\', StringComparison.Ordinal) ? $"echo $({c})" : $"echo `{c}`"),
        ("if", c => $"if true; then\n{c}\nfi"), ("while", c => $"while false; do\n{c}\ndone"), ("for", c => $"for i in 1 2; do\n{c}\ndone"), ("case", c => $"case x in\nx) {c}\n;;\nesac"), ("function", c => $"f() {{\n{c}\n}}\nf"),
        ("variable", c => $"x={Quote(c)}; eval \"$x\""), ("exported", c => $"export X={Quote(c)}; sh -c \"$X\""), ("positional", c => $"set -- {Quote(c)}; eval \"$1\""), ("alias", c => $"alias zz={Quote(c)}; zz"), ("trap", c => $"trap {Quote(c)} EXIT"),
        ("find", c => $"find . -maxdepth 0 -exec sh -c {Quote(c)} \\;"), ("watch", c => $"watch -n 1 {Quote(c)}"), ("file", c => $"echo {Quote(c)} > x.sh; sh x.sh"), ("process", c => $"bash <(echo {Quote(c)})"),
        ("background", c => $"sh -c {Quote(c)} & wait"), ("comment", c => $"# nothing\n{c}"), ("docker exec", c => $"docker exec web sh -c {Quote(c)}"), ("cron", c => $"echo {Quote($"* * * * * {c.Replace('\n', ';')}")} | crontab -"), ("at", c => $"echo {Quote(c)} | at now"),
    ];

    /// <summary>Within a container or on a schedule a file has another meaning, and a here-document cannot stand on one line.</summary>
    private static bool Changes(string wrap) => wrap is "docker exec" or "cron" or "ssh" or "at";

    public static TheoryData<string, string> Singles()
    {
        var data = new TheoryData<string, string>();
        foreach (var command in Forbidden)
        {
            foreach (var (name, _) in Wraps)
                data.Add(command, name);
        }

        return data;
    }

    [Fact]
    public void One_disguise_is_always_seen_through()
    {
        var wrong = Forbidden.SelectMany(command => Wraps, (command, wrap) => (command, wrap.Name, Text: wrap.Wrap(command)))
            .Where(one => JudgedHouse.Shell(one.Text) is var decision && (Changes(one.Name) ? decision == Decision.Allow : decision != Decision.Deny))
            .Select(one => $"{one.Name}: {one.Text}").ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {Forbidden.Length * Wraps.Length}\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("((cat /srv/hydra/secrets/token))", false)]
    [InlineData("sh -c '((cat < /srv/hydra/secrets/token))'", false)]
    [InlineData("((free / 2 | cat /srv/hydra/secrets/token))", false)]
    [InlineData("echo `echo $((rm -rf /etc))`", false)]
    [InlineData("((count++)); ((half = total / 2))", true)]
    [InlineData("echo $((free / 2)) $((size * 3 - 1))", true)]
    [InlineData("for ((i = 0; i < 3; i++)); do echo $((i * 2 - 1)); done", true)]
    public void What_one_shell_calculates_and_another_runs_is_read_both_ways(string command, bool allowed) =>
        Assert.Equal(allowed, JudgedHouse.Shell(command) == Decision.Allow);

    [Property(MaxTest = 1500)]
    public Property Several_disguises_never_make_it_allowed()
    {
        var wraps = Gen.Elements(Wraps).ListOf().Where(list => list.Count is > 0 and < 5);
        var all = from command in Gen.Elements(Forbidden) from list in wraps select (command, list);
        return Prop.ForAll(all.ToArbitrary(), one =>
        {
            var text = one.list.Aggregate(one.command, (inner, wrap) => wrap.Wrap(inner));
            return (JudgedHouse.Shell(text) != Decision.Allow).Label(text);
        });
    }

    [Property(MaxTest = 1500)]
    public Property Quotes_and_escapes_within_words_change_nothing()
    {
        var all = from command in Gen.Elements(Forbidden.Where(command => !command.Contains('\'', StringComparison.Ordinal)).ToArray()) from seed in Gen.Choose(0, int.MaxValue - 1) select (command, seed);
        return Prop.ForAll(all.ToArbitrary(), one =>
        {
            var text = Obscured(one.command, new Random(one.seed));
            return (JudgedHouse.Shell(text) == Decision.Deny).Label(text);
        });
    }

    [Property(MaxTest = 3000)]
    public Property No_text_makes_the_reader_stumble(string text)
    {
        var verdict = JudgedHouse.Judge("shell.run", System.Text.Json.JsonSerializer.SerializeToElement(new { command = text ?? "" }));
        return (!verdict.Reasons.Any(reason => reason.Contains("stumbled", StringComparison.Ordinal))).Label($"{text}");
    }

    [Property(MaxTest = 3000)]
    public Property No_pile_of_shell_signs_makes_the_reader_stumble()
    {
        var signs = Gen.Elements("git", "push", " ", "--force", "'", "\"", "$(", ")", "${", "}", "`", "\\", "|", "&&", "||", ";", "\n", "<<", "EOF", "<(", ">", "{", "(", "((", "[[", "]]", "if", "then", "fi", "for", "in", "do", "done", "case", "esac", "$x", "x=", "$((", "*", "~", "#", "$'", "\\x41", "!");
        return Prop.ForAll(signs.ListOf().ToArbitrary(), parts =>
        {
            var text = string.Concat(parts);
            var verdict = JudgedHouse.Judge("shell.run", System.Text.Json.JsonSerializer.SerializeToElement(new { command = text }));
            return (!verdict.Reasons.Any(reason => reason.Contains("stumbled", StringComparison.Ordinal))).Label($"{text}: {string.Join(' ', verdict.Reasons)}");
        });
    }

    private static string Obscured(string command, Random random) => string.Join(' ', command.Split(' ').Select(word => string.Concat(word.Select(sign => random.Next(6) switch
    {
        0 => $"'{sign}'",
        1 => $"\"{sign}\"",
        2 when sign != '\n' => $"\\{sign}",
        3 => $"$'\\x{(int)sign:x2}'",
        4 => $"''{sign}",
        _ => sign is '*' or '?' or '$' ? $"\\{sign}" : sign.ToString(),
    }))));

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Reversed(string text) => string.Join('\n', text.Split('\n').Select(line => new string([.. line.Reverse()])));

    private static string Escaped(string text) => string.Concat(text.Select(sign => $"\\x{(int)sign:x2}"));
}
