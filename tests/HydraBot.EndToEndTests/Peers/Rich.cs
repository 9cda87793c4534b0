using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>Payloads with one of everything in them.</summary>
internal static class Rich
{
    private static readonly Emoji Check = new() { Name = "✅" };

    private static IReadOnlyList<SelectOption> Options => [new("A", "a") { Description = "First", Emoji = Check, Default = true }, new("B", "b")];

    public static MessagePayload Message => new()
    {
        Content = "With everything",
        Flags = MessageFlags.SuppressNotifications,
        AllowedMentions = AllowedMentions.None,
        Embeds =
        [
            new Embed
            {
                Title = "Title", Description = "Description", Url = "https://example.invalid/", Timestamp = DateTimeOffset.UnixEpoch, Color = 0x5865F2,
                Footer = new EmbedFooter { Text = "Footer" }, Author = new EmbedAuthor { Name = "Author" },
                Image = new EmbedMedia { Url = "attachment://note.txt" }, Thumbnail = new EmbedMedia { Url = "https://example.invalid/t.png" },
                Fields = [new EmbedField("Name", "Value", inline: true)],
            },
        ],
        Components =
        [
            new ActionRow { Components = [new Button("yes", "Yes", ButtonStyle.Success) { Emoji = Check }, Button.Link("https://example.invalid/docs", "Docs"), new Button("no", "No", ButtonStyle.Danger) { Disabled = true }] },
            new ActionRow { Components = [new StringSelect { CustomId = "menu", Placeholder = "Choose", MinValues = 1, MaxValues = 2, Options = Options }] },
            new ActionRow { Components = [new UserSelect { CustomId = "who" }] },
            new ActionRow { Components = [new RoleSelect { CustomId = "role" }] },
            new ActionRow { Components = [new ChannelSelect { CustomId = "where", ChannelTypes = [ChannelType.GuildText] }] },
        ],
        Files = [FileUpload.FromText("note.txt", "note", "A note")],
    };

    public static MessagePayload SecondForm => new()
    {
        Flags = MessageFlags.IsComponentsV2,
        Components =
        [
            new Container
            {
                AccentColor = 255,
                Components =
                [
                    new TextDisplay { Content = "# Text" },
                    new Section { Components = [new TextDisplay { Content = "Beside" }], Accessory = new Thumbnail { Media = new UnfurledMedia { Url = "https://example.invalid/a.png" } } },
                    new Separator { Divider = true },
                    new MediaGallery { Items = [new MediaGalleryItem { Media = new UnfurledMedia { Url = "https://example.invalid/b.png" }, Description = "B" }] },
                    new ActionRow { Components = [new Button("go", "Go")] },
                ],
            },
        ],
    };

    public static Modal Modal => new()
    {
        CustomId = "form",
        Title = "Form",
        Components =
        [
            new Label("Line", new TextInput { CustomId = "line", Style = TextInputStyle.Short, MinLength = 1, MaxLength = 100, Placeholder = "Here", Required = true }, "One line"),
            new Label("Menu", new StringSelect { CustomId = "menu", Options = Options }),
            new Label("Files", new FileInput { CustomId = "files", MinValues = 0, MaxValues = 3, Required = false }),
            new Label("Who", new UserSelect { CustomId = "who" }),
            new TextDisplay { Content = "That is all." },
        ],
    };

    public static IReadOnlyList<CommandDefinition> GuildCommands =>
    [
        new()
        {
            Name = "restart",
            Description = "Restarts",
            NameLocalizations = new Dictionary<string, string> { ["de"] = "neustart" },
            DescriptionLocalizations = new Dictionary<string, string> { ["de"] = "Startet neu" },
            DefaultMemberPermissions = Permissions.ManageGuild,
            Options =
            [
                new CommandOption { Type = CommandOptionType.String, Name = "container", Description = "Which", Required = true, Autocomplete = true, MinLength = 1, MaxLength = 100 },
                new CommandOption { Type = CommandOptionType.Integer, Name = "count", Description = "How often", MinValue = 1, MaxValue = 5, Choices = [new("Once", 1)] },
                new CommandOption { Type = CommandOptionType.Number, Name = "load", Description = "How much", MinValue = 0.5, MaxValue = 1.5 },
                new CommandOption { Type = CommandOptionType.Boolean, Name = "hard", Description = "Hard" },
                new CommandOption { Type = CommandOptionType.Channel, Name = "where", Description = "Where", ChannelTypes = [ChannelType.GuildText] },
                new CommandOption { Type = CommandOptionType.Attachment, Name = "file", Description = "File" },
            ],
        },
        new()
        {
            Name = "tree",
            Description = "Nested",
            Options = [new CommandOption { Type = CommandOptionType.SubCommandGroup, Name = "group", Description = "Group", Options = [new CommandOption { Type = CommandOptionType.SubCommand, Name = "leaf", Description = "Leaf" }] }],
        },
        new() { Type = ApplicationCommandType.Message, Name = "Remember this" },
        new() { Type = ApplicationCommandType.User, Name = "Greet" },
    ];

    public static IReadOnlyList<CommandDefinition> Commands => [.. GuildCommands.Select(command => command with { IntegrationTypes = [0], Contexts = [0, 1], Nsfw = false })];
}
