namespace HydraBot.Discord.Model;

/// <summary>How much a message holds.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message and https://discord.com/developers/docs/components/reference</remarks>
public static class MessageLimits
{
    public const int Content = 2000;
    public const int Embeds = 10;
    public const int Files = 10;
    public const int Rows = 5;
    public const int ButtonsInRow = 5;
    public const int CustomId = 100;
    public const int ButtonLabel = 80;
    public const int SelectOptions = 25;
    public const int SelectOptionText = 100;
    public const int Placeholder = 150;
    public const int Nonce = 25;
    public const int ModalTitle = 45;
    public const int LabelText = 45;
    public const int LabelDescription = 100;
    public const int TextInputPlaceholder = 100;
    public const int TextInputValue = 4000;

    /// <summary>Components of a message with <see cref="MessageFlags.IsComponentsV2"/>, nested ones counted.</summary>
    public const int ComponentsV2 = 40;

    /// <summary>Characters of all <see cref="TextDisplay"/> of a components v2 message together.</summary>
    public const int ComponentsV2Text = 4000;
}
