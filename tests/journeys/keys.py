"""Keys as a keyboard sends them: the place of the key stays, its letter is the layout's."""

HEBREW = {"KeyG": "ע", "KeyC": "ב", "KeyN": "מ", "Slash": ".", "KeyK": "ל"}
CODES = {"ArrowDown": 40, "ArrowUp": 38, "Enter": 13, "Space": 32, "Escape": 27, "Slash": 191}
CONTROL, SHIFT = 2, 8


def press(page, code, *, modifiers=0, is_hebrew=True):
    """One key, pressed and let go, on a Hebrew layout unless said otherwise."""
    letter = code[-1].lower() if code.startswith("Key") else {"Space": " ", "Slash": "/"}.get(code, code)
    key = HEBREW.get(code, letter) if is_hebrew else letter
    session = page.context.new_cdp_session(page)
    number = CODES.get(code) or ord(code[-1])
    event = {"code": code, "key": key, "modifiers": modifiers, "windowsVirtualKeyCode": number}
    text = {"text": {"Enter": "\r"}.get(code, key)} if code in {"Enter", "Space"} and not modifiers else {}
    session.send("Input.dispatchKeyEvent", {"type": "keyDown" if text else "rawKeyDown", **event, **text})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **event})
    session.detach()
